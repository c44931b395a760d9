using AotKv.Instance.Sessions;

namespace AotKv.Instance.Info;

/// <summary>The section of INFO on clients.</summary>
public sealed class ClientsInfo(ServerInstance server, InfoText text, long now)
{
    public void Clients()
    {
        int watching = 0, blocked = 0, subscribers = 0;
        var keys = new HashSet<(int, string)>();
        var clients = server.Clients.All();
        foreach (var session in clients)
        {
            if (session.Host.IsBlocked || session.IsPostponed) blocked++;
            if (session.IsSubscriber) subscribers++;
            if (session.WatchedKeys == 0) continue;
            watching++;
            keys.UnionWith(session.WatchedNames());
        }
        int blockingKeys = 0, blockingKeysOnNoKey = 0, timed = 0;
        foreach (var shard in server.Shards)
        {
            blockingKeys += shard.Waiting.KeyCount;
            blockingKeysOnNoKey += shard.Waiting.WakingWhenGoneCount;
            timed += shard.Waiting.Timers.Count;
        }
        text.Title("Clients");
        text.Field("connected_clients", clients.Count - server.Observer.Monitors.Readers);
        text.Field("cluster_connections", 0);
        text.Field("maxclients", server.Configuration.Current.MaxClients);
        text.Field("client_recent_max_input_buffer", server.Network.InputPeak);
        text.Field("client_recent_max_output_buffer", server.Network.OutputPeak);
        text.Field("blocked_clients", blocked);
        text.Field("tracking_clients", 0);
        text.Field("pubsub_clients", subscribers);
        text.Field("watching_clients", watching);
        text.Field("clients_in_timeout_table", timed);
        text.Field("total_watched_keys", keys.Count);
        text.Field("total_blocking_keys", blockingKeys);
        text.Field("total_blocking_keys_on_nokey", blockingKeysOnNoKey);
        var paused = server.Pause.At(now);
        text.Field("paused_reason", paused == PausedActions.None ? "none" : "client_pause");
        text.Field("paused_actions", paused switch
        {
            PausedActions.All => "all",
            PausedActions.Writes => "write",
            _ => "none",
        });
        text.Field("paused_timeout_milliseconds", server.Pause.Remaining(now));
    }
}
