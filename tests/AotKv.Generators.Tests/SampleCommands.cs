using AotKv.Engine.Catalog;

namespace AotKv.Generators.Tests;

/// <summary>The shapes that commands have, and the ways in which they say where their keys are.</summary>
static class SampleCommands
{
    public const string Source = """
        [CommandContainer("OBJECT", Group = "generic", Since = "2.2.3")]
        static class Commands
        {
            /// <summary>The string at a key, see <see cref="Set"/>.</summary>
            [Command("GET", Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.String,
                Keys = Touches.First, Group = "string", Since = "1.0.0", Syntax = "GET key")]
            internal static void Get(in Call call, in KeyspaceReader keys, ref Reply reply) => reply.Ok();

            [Command("SET", Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom, Keys = Touches.First,
                KeyFlags = KeyFlags.RW | KeyFlags.Access | KeyFlags.Update | KeyFlags.VariableFlags,
                KeyHook = KeyHook.Set)]
            internal static void Set(in Call call, in Keyspace keys, ref Reply reply) => reply.Ok();

            [Command("MGET", Arity = -2, Flags = CommandFlags.ReadOnly, Keys = Touches.All, FanOut = Merge.Array,
                Tips = "REQUEST_POLICY:MULTI_SHARD NONDETERMINISTIC_OUTPUT")]
            internal static void MGet(in Call call, in KeyspaceReader keys, ref Reply reply) => reply.Ok();

            [Command("MSET", Arity = -3, Flags = CommandFlags.Write, Keys = Touches.Pairs,
                KeyFlags = KeyFlags.OW | KeyFlags.Update, FanOut = Merge.Ok)]
            internal static void MSet(in Call call, in Keyspace keys, ref Reply reply) => reply.Ok();

            [Command("BLPOP", Arity = -3, Flags = CommandFlags.Write | CommandFlags.Blocking, Keys = Touches.AllButLast,
                KeyFlags = KeyFlags.RW | KeyFlags.Access | KeyFlags.Delete)]
            internal static Outcome BlPop(in Call call, in Keyspace keys, ref Reply reply) => Outcome.Park;

            [Command("SINTERSTORE", Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom)]
            [KeySpec(1, KeyFlags.RW | KeyFlags.Update)]
            [KeySpec(2, KeyFlags.RO | KeyFlags.Access, Last = -1)]
            internal static void SInterStore(in Call call, in Keyspace keys, ref Reply reply) => reply.Ok();

            [Command("EVAL", Arity = -3, Flags = CommandFlags.MayReplicate | CommandFlags.NoMandatoryKeys,
                Acl = AclCategories.Scripting)]
            [KeySpec(2, KeyFlags.RW | KeyFlags.Access | KeyFlags.Update, CountAt = 0, FirstKey = 1,
                Notes = "A script.")]
            internal static void Eval(in Call call, in Keyspace keys, ref Reply reply) => reply.Ok();

            [Command("XREAD", Arity = -4, Flags = CommandFlags.ReadOnly | CommandFlags.Blocking)]
            [KeySpec("STREAMS", 1, KeyFlags.RO | KeyFlags.Access, Last = -1, Limit = 2)]
            internal static Outcome XRead(in Call call, in KeyspaceReader keys, ref Reply reply) => Outcome.Done;

            [Command("MIGRATE", Arity = -6, Flags = CommandFlags.Write, KeyHook = KeyHook.Migrate)]
            [KeySpec(3, KeyFlags.RW | KeyFlags.Access | KeyFlags.Delete)]
            [KeySpec("KEYS", -2, KeyFlags.RW | KeyFlags.Access | KeyFlags.Delete | KeyFlags.Incomplete, Last = -1)]
            internal static void Migrate(in Call call, in Keyspace keys, ref Reply reply) => reply.Ok();

            [Command("SORT", Arity = -2, Flags = CommandFlags.Write, KeyHook = KeyHook.Sort)]
            [KeySpec(1, KeyFlags.RO | KeyFlags.Access)]
            [KeySpec(KeyFlags.RO | KeyFlags.Access)]
            [KeySpec(KeyFlags.OW | KeyFlags.Update)]
            internal static void Sort(in Call call, in Keyspace keys, ref Reply reply) => reply.Ok();

            [Command("SPUBLISH", Arity = 3, Flags = CommandFlags.PubSub)]
            [KeySpec(1, KeyFlags.NotKey)]
            internal static void SPublish(in Call call, Session session, ref Reply reply) => reply.Ok();

            [Command("DBSIZE", Arity = 1, Flags = CommandFlags.ReadOnly, EveryShard = true, FanOut = Merge.Sum)]
            internal static void DbSize(in Call call, in KeyspaceReader keys, ref Reply reply) => reply.Ok();

            [Command("OBJECT|ENCODING", Arity = 3, Flags = CommandFlags.ReadOnly, Keys = Touches.Second,
                KeyFlags = KeyFlags.RO)]
            internal static void Encoding(in Call call, in KeyspaceReader keys, ref Reply reply) => reply.Ok();

            [Command("PING", Arity = -1)]
            internal static void Ping(in Call call, ref Reply reply) => reply.Pong();

            [Command("CLIENTS", Arity = -1, Flags = CommandFlags.Admin)]
            internal static void Clients(in Call call, Session session, ref Reply reply) => reply.Ok();

            [Command("GEORADIUSBYMEMBER_RO", Arity = -5, Flags = CommandFlags.ReadOnly, Keys = Touches.First)]
            internal static void Geo(in Call call, in KeyspaceReader keys, ref Reply reply) => reply.Ok();
        }
        """;

    public static CommandTable Table { get; } = new Sample(Source).Table();
}
