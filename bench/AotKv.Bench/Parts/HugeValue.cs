using AotKv.Bench.Loads;
using AotKv.Loopback;

namespace AotKv.Bench.Parts;

/// <summary>A type of value with many members, and how one is made.</summary>
/// <param name="Command">The command that adds, and what stands for one member.</param>
/// <param name="OneByOne">It adds one member at a time.</param>
sealed record HugeValue(string Name, string Command, string[] Member, bool OneByOne = false)
{
    public const string Key = "huge";

    public static readonly HugeValue[] All =
    [
        new("set", "SADD", ["member:__seq__"]),
        new("hash", "HSET", ["field:__seq__", "value"]),
        new("sorted set", "ZADD", ["__rand_int__", "member:__seq__"]),
        new("list", "RPUSH", ["element:__seq__"]),
        new("stream", "XADD", ["*", "field", "value"], OneByOne: true),
    ];

    /// <summary>Fills as fast as the server takes it.</summary>
    public void Fill(Bench bench, ServerProcess server, long members)
    {
        if (OneByOne) bench.Fill(server, members, [Command, Key, .. Member]);
        else bench.FillMembers(server, members, Command, Key, Member);
    }

    /// <summary>One client adds, a hundred members and then the next hundred: others can get in between.</summary>
    public void Grow(Bench bench, ServerProcess server, long members)
    {
        const int atOnce = 100;
        string[] request = [Command, Key];
        for (var i = 0; i < (OneByOne ? 1 : atOnce); i++) request = [.. request, .. Member];
        bench.Run(server, Load.Fill(OneByOne ? members : members / atOnce, request) with
        {
            Keys = members,
            Pipeline = OneByOne ? atOnce : 1,
            Clients = 1,
        }, Contender.BothCpus);
    }
}
