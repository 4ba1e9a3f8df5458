/** Settings that speed up bulk loads; none gives up durability, so fsync and synchronous_commit keep their defaults. */
export const defaultSettings: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  maintenance_work_mem: "256MB",
  max_wal_size: "4GB",
  wal_compression: "on",
  checkpoint_timeout: "15min",
  // Set-based statements over many columns spent longer compiling than running.
  jit: "off",
  timezone: "UTC",
  // Containers often have 64 MB of /dev/shm, too little for parallel queries.
  ...(process.platform === "linux" ? { dynamic_shared_memory_type: "mmap" } : {}),
};
