using System.Text;
using AotKv.Memory;

namespace AotKv.Engine.Catalog;

/// <summary>
/// All that is known of a command but its code: what its attribute declares, and what follows from that. Made with the
/// table at start, immutable, shared by all threads.
/// </summary>
public sealed class CommandInfo
{
    readonly LegacyKeyRange legacyKeys;
    readonly bool isQuick;
    readonly byte[][] wholeWith = [];
    readonly List<CommandInfo> subcommands = [];

    public CommandInfo(
        CommandId id, string name, int arity, CommandFlags flags, AclCategories acl, KeySpec[] keySpecs)
    {
        Id = id;
        Name = name;
        Arity = arity;
        KeySpecs = keySpecs;
        legacyKeys = LegacyKeyRange.From(keySpecs, out var isMovable);
        Flags = isMovable ? flags | CommandFlags.MovableKeys : flags;
        Acl = acl | ImpliedCategories(flags, acl);
        foreach (var spec in keySpecs)
        {
            HasKeySpecs |= spec.IsKey;
            HasVariableKeyFlags |= (spec.Flags & KeyFlags.VariableFlags) != 0;
        }
        HasOneFixedKey = keySpecs.Length == 1 && HasKeySpecs && !isMovable && legacyKeys.First == legacyKeys.Last;
    }

    public CommandId Id { get; }

    /// <summary>In small letters; a subcommand's after its container's: "object|encoding".</summary>
    public string Name { get; }

    /// <summary>The name after the bar, or all of it.</summary>
    public string OwnName => Name[(Name.IndexOf('|') + 1)..];

    /// <summary>The container of a subcommand, or null.</summary>
    public CommandInfo? Parent { get; private set; }

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<CommandInfo> Subcommands => subcommands;

    /// <summary>The number of arguments, all names included; negative where it is the least number.</summary>
    public int Arity { get; }

    /// <summary>Those declared, and MovableKeys where it follows from the key specs.</summary>
    public CommandFlags Flags { get; }

    /// <summary>Those declared, and those that follow from the flags.</summary>
    public AclCategories Acl { get; }

    /// <summary>The answer to a wrong number of arguments, without the minus. Made once, when first needed.</summary>
    public byte[] ArityError =>
        field ??= Encoding.ASCII.GetBytes($"ERR wrong number of arguments for '{Name}' command");

    public KeySpec[] KeySpecs { get; }

    public KeyHook KeyHook { get; init; }

    /// <summary>The position of the first key, or 0 where there is none or no range tells it.</summary>
    public int FirstKey => legacyKeys.First;

    /// <summary>The position of the last key; negative where it counts from the end.</summary>
    public int LastKey => legacyKeys.Last;

    public int KeyStep => legacyKeys.Step;

    /// <summary>It may have key arguments.</summary>
    public bool HasKeys => HasKeySpecs || KeyHook != KeyHook.None;

    /// <summary>
    /// There is exactly one key and it is always at <see cref="FirstKey"/>: routing needs no <see cref="KeyFinder"/>.
    /// </summary>
    public bool HasOneFixedKey { get; private set; }

    public Place Place { get; init; }

    public KeyAccess Access { get; init; }

    public Merge FanOut { get; init; }

    /// <summary>Words after the keys that keep it from running in parts, separated by blanks.</summary>
    public string WholeWith
    {
        init => wholeWith = [.. value.Split(' ').Select(Encoding.ASCII.GetBytes)];
    }

    public bool EveryShard { get; init; }

    /// <summary>Where the cursor stands that says which shard goes on, or 0.</summary>
    public int CursorAt { get; init; }

    /// <summary>It always has all shards lent to it.</summary>
    public bool Exclusive
    {
        get;
        init
        {
            field = value;
            HasOneFixedKey &= !value;
        }
    }

    public string Group { get; init; } = "";

    public string Since { get; init; } = "";

    /// <summary>In small letters.</summary>
    public string[] Tips { get; init; } = [];

    public string Summary { get; init; } = "";

    public string Complexity
    {
        get;
        init
        {
            field = value;
            // A second O( says when it takes longer.
            var isBounded = value.LastIndexOf("O(", StringComparison.Ordinal) == 0;
            TakesConstantTime = isBounded && value.StartsWith("O(1)", StringComparison.Ordinal);
            isQuick = TakesConstantTime || isBounded && value.StartsWith("O(log(N))", StringComparison.Ordinal);
        }
    } = "";

    /// <summary>Its time depends on no more than the sizes of request and reply.</summary>
    public bool TakesConstantTime { get; private set; }

    /// <summary>It takes about as long as any other short one, or its pieces do.</summary>
    public bool IsShort => isQuick || FanOut != Merge.None && !EveryShard;

    public string Syntax { get; init; } = "";

    public string DeprecatedSince { get; init; } = "";

    public string ReplacedBy { get; init; } = "";

    public bool IsSystemCommand { get; init; }

    internal bool HasVariableKeyFlags { get; }

    bool HasKeySpecs { get; }

    /// <summary>Whether a request of <paramref name="count"/> arguments has neither too few nor too many.</summary>
    public bool FitsArity(int count) => Arity >= 0 ? count == Arity : count >= -Arity;

    /// <summary>
    /// Where a command that may run in parts is cut. False where not every key has the arguments that go with it, as in
    /// MSET of three arguments: then it only answers an error.
    /// </summary>
    internal bool TryCut(in Arguments request, out KeyRange keys) =>
        KeySpecs[0].Find(request, out keys) == KeySpecMatch.Found && keys.End <= request.Count;

    /// <summary>Whether a word among the arguments from <paramref name="position"/> on forbids to cut it.</summary>
    internal bool IsWhole(in Arguments request, int position)
    {
        if (wholeWith.Length == 0) return false;
        for (; position < request.Count; position++)
            foreach (var word in wholeWith)
                if (Ascii.EqualsIgnoreCase(request[position], word)) return true;
        return false;
    }

    public override string ToString() => Name;

    internal void Add(CommandInfo subcommand)
    {
        subcommand.Parent = this;
        subcommands.Add(subcommand);
    }

    static AclCategories ImpliedCategories(CommandFlags flags, AclCategories declared)
    {
        bool Has(CommandFlags flag) => (flags & flag) != 0;
        var implied = Has(CommandFlags.Fast) ? AclCategories.Fast : AclCategories.Slow;
        if (Has(CommandFlags.Write)) implied |= AclCategories.Write;
        // A script's command reads what its script reads: Valkey does not count it.
        if (Has(CommandFlags.ReadOnly) && (declared & AclCategories.Scripting) == 0) implied |= AclCategories.Read;
        if (Has(CommandFlags.Admin)) implied |= AclCategories.Admin | AclCategories.Dangerous;
        if (Has(CommandFlags.PubSub)) implied |= AclCategories.PubSub;
        if (Has(CommandFlags.Blocking)) implied |= AclCategories.Blocking;
        return implied;
    }
}
