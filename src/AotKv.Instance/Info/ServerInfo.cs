using System.Text;

namespace AotKv.Instance.Info;

/// <summary>The sections of INFO on the process, and on what it keeps elsewhere: files and other servers.</summary>
public sealed class ServerInfo(ServerInstance server, InfoText text, long now)
{
    public void Server()
    {
        var process = server.Process;
        var settings = server.Configuration.Current;
        var uptime = (now - process.StartedAt) / 1000;
        text.Title("Server");
        text.Field("redis_version", ServerVersion.RedisCompatible);
        text.Field("server_name", "valkey");
        text.Field("valkey_version", ServerVersion.Compatible);
        text.Field("valkey_release_stage", "ga");
        text.Field("redis_git_sha1", "00000000");
        text.Field("redis_git_dirty", 0);
        text.Field("redis_build_id", process.BuildId);
        text.Field(
            settings.ExtendedRedisCompatibility ? "redis_mode" : "server_mode",
            settings.ClusterEnabled ? "cluster" : "standalone");
        text.Field("os", process.OperatingSystem);
        text.Field("arch_bits", 64);
        text.Field("monotonic_clock", "POSIX clock_gettime");
        text.Field("multiplexing_api", process.NetworkName);
        text.Field("gcc_version", "0.0.0");
        text.Field("process_id", process.Pid);
        text.Field("process_supervised", process.Supervisor);
        text.Field("run_id", process.RunId);
        text.Field("tcp_port", settings.Port != 0 ? settings.Port : settings.TlsPort);
        text.Field("server_time_usec", server.Clock.UnixMicroseconds);
        text.Field("uptime_in_seconds", uptime);
        text.Field("uptime_in_days", uptime / 86_400);
        text.Field("hz", settings.Hz);
        text.Field("configured_hz", settings.Hz);
        text.Field("clients_hz", settings.Hz);
        text.Field("lru_clock", (now / 1000) & 0xFFFFFF);
        text.Field("executable", process.Executable);
        text.Field("config_file", process.ConfigFile);
        text.Field("io_threads_active", server.Network.CoresAwake > 1 ? 1 : 0);
        text.Field("availability_zone", settings.AvailabilityZone);
        Listeners();
        text.Field("aotkv_shards", server.Shards.Length);
    }

    void Listeners()
    {
        var settings = server.Configuration.Current;
        var count = 0;
        if (settings.Port != 0)
        {
            var line = new StringBuilder("name=tcp");
            foreach (var address in settings.Bind) line.Append(",bind=").Append(address);
            text.Field($"listener{count++}", line.Append($",port={settings.Port}").ToString());
        }
        if (settings.UnixSocket.Length > 0) text.Field($"listener{count}", $"name=unix,bind={settings.UnixSocket}");
    }

    public void Tls()
    {
        text.Title("TLS");
        foreach (var name in new[] { "server", "client", "ca" })
        {
            text.Field($"tls_{name}_cert_serial", "none");
            text.Field($"tls_{name}_cert_expires_in_seconds", 0);
        }
    }

    /// <summary>Nothing is kept on disk yet: the fields say what a Valkey says that has never saved.</summary>
    public void Persistence()
    {
        var changes = 0L;
        foreach (var shard in server.Shards) changes += shard.Statistics.Changes;
        text.Title("Persistence");
        text.Zeros("loading", "async_loading", "current_cow_peak", "current_cow_size", "current_cow_size_age");
        text.Field("current_fork_perc", 0.0);
        text.Zeros("current_save_keys_processed", "current_save_keys_total");
        text.Field("rdb_changes_since_last_save", changes);
        text.Field("rdb_bgsave_in_progress", 0);
        text.Field("rdb_last_save_time", server.Process.StartedAt / 1000);
        text.Field("rdb_last_bgsave_status", "ok");
        text.Field("rdb_last_bgsave_time_sec", -1);
        text.Field("rdb_current_bgsave_time_sec", -1);
        text.Zeros("rdb_saves", "rdb_last_cow_size", "rdb_last_load_keys_expired", "rdb_last_load_keys_loaded");
        text.Zeros("aof_enabled", "aof_rewrite_in_progress", "aof_rewrite_scheduled");
        text.Field("aof_last_rewrite_time_sec", -1);
        text.Field("aof_current_rewrite_time_sec", -1);
        text.Field("aof_last_bgrewrite_status", "ok");
        text.Zeros("aof_rewrites", "aof_rewrites_consecutive_failures");
        text.Field("aof_last_write_status", "ok");
        text.Zeros("aof_last_cow_size", "module_fork_in_progress", "module_fork_last_cow_size",
            "slot_migration_fork_in_progress");
    }

    /// <summary>A primary without replicas.</summary>
    public void Replication()
    {
        var settings = server.Configuration.Current;
        text.Title("Replication");
        text.Field("role", "master");
        text.Field("connected_slaves", 0);
        if (settings is { MinReplicasToWrite: > 0, MinReplicasMaxLag: > 0 }) text.Field("min_slaves_good_slaves", 0);
        text.Field("replicas_waiting_psync", 0);
        text.Field("master_failover_state", "no-failover");
        text.Field("master_replid", server.Process.RunId);
        text.Field("master_replid2", new string('0', 40));
        text.Field("master_repl_offset", 0);
        text.Field("second_repl_offset", -1);
        text.Field("repl_backlog_active", 0);
        text.Field("repl_backlog_size", settings.ReplBacklogSize);
        text.Zeros("repl_backlog_first_byte_offset", "repl_backlog_histlen");
    }
}
