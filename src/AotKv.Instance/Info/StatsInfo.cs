using AotKv.Engine.PubSub;

namespace AotKv.Instance.Info;

/// <summary>The sections of INFO on what the server has done, and what it took.</summary>
public sealed class StatsInfo(ServerInstance server, InfoText text)
{
    public void Stats()
    {
        var statistics = server.Statistics;
        var network = server.Network;
        text.Title("Stats");
        text.Field("total_connections_received", server.Clients.Accepted);
        text.Field("total_commands_processed", Calls());
        text.Field("instantaneous_ops_per_sec", (long)statistics.Operations.Mean);
        text.Field("total_net_input_bytes", network.BytesReceived);
        text.Field("total_net_output_bytes", network.BytesSent);
        text.Zeros("total_net_repl_input_bytes", "total_net_repl_output_bytes",
            "total_net_cluster_slot_import_bytes", "total_net_cluster_slot_export_bytes");
        text.Field("instantaneous_input_kbps", statistics.Input.Mean / 1024);
        text.Field("instantaneous_output_kbps", statistics.Output.Mean / 1024);
        text.Field("instantaneous_input_repl_kbps", 0.0);
        text.Field("instantaneous_output_repl_kbps", 0.0);
        text.Field("rejected_connections", statistics.RejectedConnections);
        text.Zeros("sync_full", "sync_partial_ok", "sync_partial_err");
        Keys();
        var publications = server.Publications;
        text.Field("pubsub_channels", publications.CountNames(SubscriptionKind.Channel));
        text.Field("pubsub_patterns", publications.CountNames(SubscriptionKind.Pattern));
        text.Field("pubsubshard_channels", publications.CountNames(SubscriptionKind.ShardChannel));
        text.Zeros("latest_fork_usec", "total_forks",
            "migrate_cached_sockets", "slave_expires_tracked_keys", "active_defrag_hits", "active_defrag_misses",
            "active_defrag_key_hits", "active_defrag_key_misses", "total_active_defrag_time",
            "current_active_defrag_time", "tracking_total_keys", "tracking_total_items", "tracking_total_prefixes",
            "unexpected_error_replies");
        text.Field("total_error_replies", Errors());
        text.Field("dump_payload_sanitizations", 0);
        Loops();
        text.Field("acl_access_denied_auth", statistics.FailedAuthentications);
        text.Field("acl_access_denied_cmd", statistics.DeniedCommands);
        text.Field("acl_access_denied_key", statistics.DeniedKeys);
        text.Field("acl_access_denied_channel", statistics.DeniedChannels);
        text.Field("acl_access_denied_tls_cert", 0);
        text.Field("acl_access_denied_db", statistics.DeniedDatabases);
    }

    void Keys()
    {
        long hits = 0, misses = 0, expired = 0, fields = 0;
        foreach (var shard in server.Shards)
        {
            hits += shard.Statistics.Hits;
            misses += shard.Statistics.Misses;
            expired += shard.Statistics.ExpiredKeys;
            fields += shard.Statistics.ExpiredFields;
        }
        text.Field("expired_keys", expired);
        text.Field("expired_fields", fields);
        text.Field("expired_stale_perc", 0.0);
        text.Field("expired_keys_with_volatile_items_stale_perc", 0.0);
        text.Zeros("expired_time_cap_reached_count", "expire_cycle_cpu_milliseconds", "evicted_keys");
        text.Field("evicted_clients", server.Statistics.EvictedClients);
        text.Zeros("evicted_scripts", "total_eviction_exceeded_time", "current_eviction_exceeded_time");
        text.Field("keyspace_hits", hits);
        text.Field("keyspace_misses", misses);
    }

    void Loops()
    {
        var network = server.Network;
        text.Field("total_reads_processed", network.Reads);
        text.Field("total_writes_processed", network.Writes);
        text.Zeros("io_threaded_reads_processed", "io_threaded_writes_processed", "io_threaded_freed_objects",
            "io_threaded_accept_processed", "io_threaded_poll_processed", "io_threaded_total_prefetch_batches",
            "io_threaded_total_prefetch_entries");
        text.Field("client_query_buffer_limit_disconnections", server.Statistics.InputLimitClosed);
        text.Field("client_output_buffer_limit_disconnections", server.Statistics.OutputLimitClosed);
        text.Zeros("reply_buffer_shrinks", "reply_buffer_expands");
        text.Field("eventloop_cycles", network.Turns);
        text.Field("eventloop_duration_sum", network.TurnNanoseconds / 1000);
        text.Field("eventloop_duration_cmd_sum", CommandNanoseconds() / 1000);
        text.Field("instantaneous_eventloop_cycles_per_sec", (long)server.Statistics.Turns.Mean);
        text.Field("instantaneous_eventloop_duration_usec", (long)(server.Statistics.TurnTime.Mean / 1000));
    }

    public void Cpu()
    {
        var network = server.Network;
        text.Title("CPU");
        text.Seconds("used_cpu_sys", server.Process.CpuSystemSeconds);
        text.Seconds("used_cpu_user", server.Process.CpuUserSeconds);
        text.Seconds("used_cpu_sys_children", 0);
        text.Seconds("used_cpu_user_children", 0);
        text.Seconds("used_cpu_sys_main_thread", network.CpuSystemSeconds(0));
        text.Seconds("used_cpu_user_main_thread", network.CpuUserSeconds(0));
        var cpus = (int)Math.Min(server.Configuration.Current.IoThreads, server.Shards.Length);
        for (var cpu = 0; cpu < cpus; cpu++)
        {
            text.Seconds(
                cpu == 0 ? "used_active_time_main_thread" : $"used_active_time_io_thread_{cpu}",
                BusyNanosecondsAt(cpu, cpus) / 1e9);
        }
    }

    public void Debug()
    {
        text.Title("Debug");
        text.Field("eventloop_duration_aof_sum", 0);
        text.Field("eventloop_duration_cron_sum", server.Network.CronNanoseconds / 1000);
        text.Field("eventloop_duration_max", server.Network.LongestTurnNanoseconds / 1000);
        text.Field("eventloop_cpu_max", server.Network.MostCpuInTurn / 1000);
        text.Field("eventloop_stand_ins", server.Network.StandIns);
        text.Field("eventloop_cmd_per_cycle_max", server.Network.MostCallsInTurn);
        text.Zeros("io_threaded_reads_pending", "io_threaded_writes_pending");
    }

    /// <summary>
    /// CONFIG SET io-threads can leave fewer CPUs than cores: then a field sums up several, and no core is left out.
    /// </summary>
    long BusyNanosecondsAt(int cpu, int cpus)
    {
        var busy = 0L;
        for (var core = cpu; core < server.Shards.Length; core += cpus) busy += server.Network.BusyNanoseconds(core);
        return busy;
    }

    long Calls()
    {
        var calls = 0L;
        foreach (var core in server.Measures) calls += core.Statistics.Calls;
        return calls;
    }

    long Errors()
    {
        var errors = 0L;
        foreach (var core in server.Measures) errors += core.Statistics.Errors.Total;
        return errors;
    }

    long CommandNanoseconds()
    {
        var sum = 0L;
        foreach (var core in server.Measures) sum += core.Statistics.Nanoseconds;
        return sum;
    }
}
