using System.Globalization;
using System.Text;

namespace AotKv.Instance.Info;

/// <summary>
/// The text of INFO: sections in Valkey's order, with the fields that are true of this server so far. Numbers are
/// summed from the cores when asked.
/// </summary>
public sealed class InfoReport(ServerInstance server, long now)
{
    static readonly string[] DefaultSections =
        ["server", "clients", "memory", "persistence", "stats", "replication", "cpu", "modules", "errorstats",
            "cluster", "keyspace"];

    static readonly string[] AllSections =
        ["server", "clients", "memory", "persistence", "stats", "replication", "cpu", "modules", "commandstats",
            "errorstats", "latencystats", "cluster", "keyspace"];

    readonly StringBuilder text = new();

    /// <summary>The sections with these names; "default", "all" and "everything" name several.</summary>
    public string Write(ReadOnlySpan<string> names)
    {
        var wanted = new HashSet<string>();
        if (names.IsEmpty) wanted.UnionWith(DefaultSections);
        foreach (var name in names)
        {
            var lower = name.ToLowerInvariant();
            if (lower is "all" or "everything") wanted.UnionWith(AllSections);
            else if (lower == "default") wanted.UnionWith(DefaultSections);
            else wanted.Add(lower);
        }
        foreach (var section in AllSections)
            if (wanted.Contains(section)) Section(section);
        return text.ToString();
    }

    void Section(string name)
    {
        if (text.Length > 0) text.Append("\r\n");
        switch (name)
        {
            case "server": Server(); break;
            case "clients": Clients(); break;
            case "memory": Memory(); break;
            case "persistence": Persistence(); break;
            case "stats": Stats(); break;
            case "replication": Replication(); break;
            case "cpu": Cpu(); break;
            case "modules": Title("Modules"); break;
            case "commandstats": Title("Commandstats"); new CommandReport(server, text).Counts(); break;
            case "errorstats": Title("Errorstats"); new CommandReport(server, text).Errors(); break;
            case "latencystats": Title("Latencystats"); new CommandReport(server, text).Latencies(); break;
            case "cluster": Title("Cluster"); Field("cluster_enabled", 0); break;
            case "keyspace": Keyspace(); break;
        }
    }

    void Server()
    {
        var process = server.Process;
        var settings = server.Configuration.Current;
        Title("Server");
        Field("redis_version", ServerVersion.RedisCompatible);
        Field("server_name", "valkey");
        Field("valkey_version", ServerVersion.Compatible);
        Field("valkey_release_stage", "ga");
        Field("redis_git_sha1", "00000000");
        Field("redis_git_dirty", 0);
        Field("redis_build_id", process.BuildId);
        Field("server_mode", "standalone");
        Field("os", process.OperatingSystem);
        Field("arch_bits", 64);
        Field("monotonic_clock", "POSIX clock_gettime");
        Field("multiplexing_api", process.NetworkName);
        Field("gcc_version", "0.0.0");
        Field("process_id", process.Pid);
        Field("process_supervised", process.Supervisor);
        Field("run_id", process.RunId);
        Field("tcp_port", settings.Port);
        Field("server_time_usec", server.Clock.UnixMicroseconds);
        Field("uptime_in_seconds", (now - process.StartedAt) / 1000);
        Field("uptime_in_days", (now - process.StartedAt) / 86_400_000);
        Field("hz", settings.Hz);
        Field("configured_hz", settings.Hz);
        Field("clients_hz", settings.Hz);
        Field("lru_clock", (now / 1000) & 0xFFFFFF);
        Field("executable", process.Executable);
        Field("config_file", process.ConfigFile);
        Field("io_threads_active", server.Shards.Length > 1 ? 1 : 0);
        Field("availability_zone", settings.AvailabilityZone);
        Field("aotkv_shards", server.Shards.Length);
    }

    void Clients()
    {
        Title("Clients");
        var watching = 0;
        var watchedKeys = 0;
        var blocked = 0;
        int blockingKeys = 0, blockingKeysOnNoKey = 0, timed = 0;
        long input = 0, output = 0;
        foreach (var session in server.Clients.All())
        {
            if (session.WatchedKeys > 0) watching++;
            watchedKeys += session.WatchedKeys;
            if (session.Host.IsBlocked) blocked++;
            input = Math.Max(input, session.Host.InputBytes);
            output = Math.Max(output, session.Host.OutputBytes);
        }
        foreach (var shard in server.Shards)
        {
            blockingKeys += shard.Waiting.KeyCount;
            blockingKeysOnNoKey += shard.Waiting.WakingWhenGoneCount;
            timed += shard.Waiting.Timers.Count;
        }
        Field("connected_clients", server.Clients.Count);
        Field("cluster_connections", 0);
        Field("maxclients", server.Configuration.Current.MaxClients);
        Field("client_recent_max_input_buffer", input);
        Field("client_recent_max_output_buffer", output);
        Field("blocked_clients", blocked);
        Field("tracking_clients", 0);
        Field("pubsub_clients", 0);
        Field("watching_clients", watching);
        Field("clients_in_timeout_table", timed);
        Field("total_watched_keys", watchedKeys);
        Field("total_blocking_keys", blockingKeys);
        Field("total_blocking_keys_on_nokey", blockingKeysOnNoKey);
    }

    void Memory()
    {
        var used = server.UsedMemory;
        var reserved = 0L;
        foreach (var shard in server.Shards) reserved += shard.Heap.BytesReserved;
        var resident = server.Process.ResidentBytes;
        var limit = server.Configuration.Current.Hot.MaxMemory;
        Title("Memory");
        Size("used_memory", used);
        Size("used_memory_rss", resident);
        Size("used_memory_peak", server.Statistics.MemoryPeak(used));
        Field("used_memory_dataset", used);
        Field("allocator_allocated", used);
        Field("allocator_active", reserved);
        Field("allocator_resident", resident);
        Size("total_system_memory", server.Process.MachineMemoryBytes);
        Size("maxmemory", limit);
        Field("maxmemory_policy", server.Configuration.Get(["maxmemory-policy"])[0].Value);
        Field("mem_fragmentation_ratio", used == 0 ? 1.0 : (double)resident / used);
        Field("mem_fragmentation_bytes", resident - used);
        Field("mem_allocator", "aotkv-heap");
        Field("aotkv_managed_bytes", GC.GetTotalMemory(forceFullCollection: false));
        Field("aotkv_managed_allocated_bytes", GC.GetTotalAllocatedBytes());
        Field("aotkv_managed_collections", GC.CollectionCount(0));
    }

    void Persistence()
    {
        var changes = 0L;
        foreach (var shard in server.Shards) changes += shard.Statistics.Changes;
        Title("Persistence");
        Field("loading", 0);
        Field("async_loading", 0);
        Field("rdb_changes_since_last_save", changes);
        Field("rdb_bgsave_in_progress", 0);
        Field("aof_enabled", 0);
        Field("aof_rewrite_in_progress", 0);
    }

    void Stats()
    {
        long hits = 0, misses = 0, expired = 0, expiredFields = 0, commands = 0;
        foreach (var shard in server.Shards)
        {
            hits += shard.Statistics.Hits;
            misses += shard.Statistics.Misses;
            expired += shard.Statistics.ExpiredKeys;
            expiredFields += shard.Statistics.ExpiredFields;
        }
        var errors = 0L;
        foreach (var core in server.Measures)
        {
            commands += core.Statistics.Calls;
            errors += core.Statistics.Errors.Total;
        }
        Title("Stats");
        Field("total_connections_received", server.Clients.Accepted);
        Field("total_commands_processed", commands);
        Field("instantaneous_ops_per_sec", server.Statistics.OperationsPerSecond);
        Field("total_net_input_bytes", server.Network.BytesReceived);
        Field("total_net_output_bytes", server.Network.BytesSent);
        Field("rejected_connections", server.Statistics.RejectedConnections);
        Field("expired_keys", expired);
        Field("expired_fields", expiredFields);
        Field("evicted_keys", 0);
        Field("keyspace_hits", hits);
        Field("keyspace_misses", misses);
        Field("latest_fork_usec", 0);
        Field("total_forks", 0);
        Field("total_error_replies", errors);
    }

    void Replication()
    {
        Title("Replication");
        Field("role", "master");
        Field("connected_slaves", 0);
        Field("master_replid", server.Process.RunId);
        Field("master_replid2", new string('0', 40));
        Field("master_repl_offset", 0);
        Field("second_repl_offset", -1);
    }

    void Cpu()
    {
        Title("CPU");
        Field("used_cpu_sys", server.Process.CpuSystemSeconds);
        Field("used_cpu_user", server.Process.CpuUserSeconds);
    }

    void Keyspace()
    {
        Title("Keyspace");
        for (var database = 0; database < server.Shards[0].DatabaseCount; database++)
        {
            long keys = 0, expiring = 0, fieldExpiring = 0;
            foreach (var shard in server.Shards)
            {
                keys += shard.CountKeys(database);
                expiring += shard.CountExpiringKeys(database);
                fieldExpiring += shard.CountFieldExpiringKeys(database);
            }
            if (keys == 0) continue;
            Field("db" + database,
                $"keys={keys},expires={expiring},avg_ttl=0,keys_with_volatile_items={fieldExpiring}");
        }
    }

    void Title(string title) => text.Append("# ").Append(title).Append("\r\n");

    void Field(string name, string value) => text.Append(name).Append(':').Append(value).Append("\r\n");

    void Field(string name, long value) => Field(name, value.ToString(CultureInfo.InvariantCulture));

    void Field(string name, double value) => Field(name, value.ToString("F2", CultureInfo.InvariantCulture));

    void Size(string name, long bytes)
    {
        Field(name, bytes);
        Field(name + "_human", HumanSize.Of(bytes));
    }
}
