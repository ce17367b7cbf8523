/** File systems that hold data of their own: not those in memory, read-only images, or a container's view of the host. */
export const STORED_ON_DISK = {
  type: "(?!(?:tmpfs|devtmpfs|ramfs|rootfs|overlay|squashfs|iso9660|erofs|autofs|nsfs|proc|sysfs|devpts|fuse\\.lxcfs)$).*",
  mountpoint:
    "(?!/(?:run|snap|dev|sys|proc)(?:/|$)|/var/snap/|/var/lib/(?:docker|containers|containerd|kubelet)/|/etc/(?:hosts|hostname|resolv\\.conf)$).*",
} as const;
