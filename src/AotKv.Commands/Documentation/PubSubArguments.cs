namespace AotKv.Commands.Documentation;

/// <summary>The arguments of the commands of publishing, in the notation of <see cref="Argument"/>.</summary>
static class PubSubArguments
{
    public static ReadOnlySpan<byte> Text =>
        """
        psubscribe pattern:pattern*
        publish channel:string message:string
        pubsub|channels pattern:pattern?
        pubsub|numsub channel:string?*
        pubsub|shardchannels pattern:pattern?
        pubsub|shardnumsub shardchannel:string?*
        punsubscribe pattern:pattern?*
        spublish shardchannel:string message:string
        ssubscribe shardchannel:string*
        subscribe channel:string*
        sunsubscribe shardchannel:string?*
        unsubscribe channel:string?*
        """u8;
}
