namespace AotKv.Instance.Info;

/// <summary>The section of INFO on memory.</summary>
public sealed class MemoryInfo(ServerInstance server, InfoText text)
{
    public void Memory()
    {
        var figures = new MemoryFigures(server);
        text.Title("Memory");
        text.Size("used_memory", figures.Used);
        text.Size("used_memory_rss", figures.Resident);
        text.Size("used_memory_peak", figures.Peak);
        text.Percent("used_memory_peak_perc", figures.PeakPercent);
        text.Field("used_memory_overhead", figures.Overhead);
        text.Field("used_memory_startup", figures.StartUp);
        text.Field("used_memory_dataset", figures.Dataset);
        text.Percent("used_memory_dataset_perc", figures.DatasetPercent);
        text.Field("allocator_allocated", figures.Used);
        text.Field("allocator_active", Math.Max(figures.Used, figures.Reserved));
        text.Field("allocator_resident", Math.Max(figures.Resident, figures.Reserved));
        text.Field("allocator_muzzy", 0);
        text.Size("total_system_memory", server.Process.MachineMemoryBytes);
        Scripts();
        text.Size("maxmemory", server.Configuration.Current.Hot.MaxMemory);
        text.Field("maxmemory_policy", server.Configuration.Get(["maxmemory-policy"])[0].Value);
        Fragmentation(figures);
        text.Zeros("mem_not_counted_for_evict", "mem_replication_backlog", "mem_total_replication_buffers",
            "mem_replicas_repl_buffer", "mem_clients_slaves");
        text.Field("mem_clients_normal", figures.Clients);
        text.Zeros("mem_cluster_links", "mem_cluster_slot_import", "mem_cluster_slot_export", "mem_aof_buffer");
        text.Field("mem_allocator", "aotkv-heap");
        text.Zeros("mem_overhead_db_hashtable_rehashing", "active_defrag_running");
        text.Field("lazyfree_pending_objects", Pending());
        text.Field("lazyfreed_objects", server.Shards.Sum(static shard => shard.Statistics.FreedLater));
        text.Field("aotkv_managed_bytes", GC.GetTotalMemory(forceFullCollection: false));
        text.Field("aotkv_managed_allocated_bytes", GC.GetTotalAllocatedBytes());
        text.Field("aotkv_managed_collections", GC.CollectionCount(0));
    }

    /// <summary>There are no scripts and functions yet.</summary>
    void Scripts()
    {
        text.Zeros("used_memory_lua", "used_memory_vm_eval");
        text.Field("used_memory_lua_human", HumanSize.Of(0));
        text.Zeros("used_memory_scripts_eval", "number_of_cached_scripts", "number_of_functions",
            "number_of_libraries", "used_memory_vm_functions");
        text.Size("used_memory_vm_total", 0);
        text.Field("used_memory_functions", 0);
        text.Size("used_memory_scripts", 0);
    }

    void Fragmentation(MemoryFigures figures)
    {
        var active = Math.Max(figures.Used, figures.Reserved);
        var resident = Math.Max(figures.Resident, figures.Reserved);
        text.Field("allocator_frag_ratio", MemoryFigures.Ratio(active, figures.Used));
        text.Field("allocator_frag_bytes", active - figures.Used);
        text.Field("allocator_rss_ratio", MemoryFigures.Ratio(resident, active));
        text.Field("allocator_rss_bytes", resident - active);
        text.Field("rss_overhead_ratio", MemoryFigures.Ratio(figures.Resident, resident));
        text.Field("rss_overhead_bytes", figures.Resident - resident);
        text.Field("mem_fragmentation_ratio", MemoryFigures.Ratio(figures.Resident, figures.Used));
        text.Field("mem_fragmentation_bytes", figures.Resident - figures.Used);
    }

    /// <summary>Deleted keys and values whose memory is being given back.</summary>
    long Pending()
    {
        var pending = 0L;
        foreach (var shard in server.Shards)
        {
            for (var database = 0; database < shard.DatabaseCount; database++)
                pending += shard.FactsOf(database).PendingFrees;
        }
        return pending;
    }
}
