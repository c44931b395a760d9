using Microsoft.CodeAnalysis;

namespace AotKv.Generators;

/// <summary>What a declaration of a command must keep to. Each breach is a compile error.</summary>
static class Rules
{
    public const string DuplicateName = "AOTKV001";
    public const string Parameters = "AOTKV002";
    public const string Result = "AOTKV003";
    public const string Accessibility = "AOTKV004";
    public const string KeyOutsideArity = "AOTKV005";
    public const string Flags = "AOTKV006";
    public const string Arity = "AOTKV007";
    public const string NoContainer = "AOTKV008";
    public const string Name = "AOTKV009";
    public const string KeysTwice = "AOTKV010";
    public const string KeyUse = "AOTKV011";
    public const string FanOut = "AOTKV012";
    public const string Group = "AOTKV013";

    static readonly Dictionary<string, DiagnosticDescriptor> all = new()
    {
        [DuplicateName] = Rule(DuplicateName, "The command {0} is declared twice"),
        [Parameters] = Rule(Parameters,
            "The method of {0} has parameters ({1}): a command's are (in Call, in KeyspaceReader, ref Reply), "
            + "(in Call, in Keyspace, ref Reply), (in Call, Session, ref Reply), "
            + "(in Call, Session, in Keyspace, ref Reply) or (in Call, ref Reply)"),
        [Result] = Rule(Result, "The method of {0} returns {1}: a command returns void or Outcome"),
        [Accessibility] = Rule(Accessibility,
            "The method of {0} is {1}: a command is a static, internal or public method of a class that is neither "
            + "private nor generic, so that the generated table can call it"),
        [KeyOutsideArity] = Rule(KeyOutsideArity,
            "A key of {0} is at position {1}, where a request that fits its arity need not have an argument"),
        [Flags] = Rule(Flags, "The flags of {0} do not fit its method: {1}"),
        [Arity] = Rule(Arity, "{0} declares {1}: the number of arguments, names included, or minus the least number"),
        [NoContainer] = Rule(NoContainer, "{0} has no container: declare [CommandContainer(\"{1}\")] on its class"),
        [Name] = Rule(Name, "'{0}' is no command name: capitals, digits, '-' and '_', and one '|' before a subcommand"),
        [KeysTwice] = Rule(KeysTwice, "{0} declares Keys and a KeySpec: one of them"),
        [KeyUse] = Rule(KeyUse, "{0} does not say how it uses its keys: {1}"),
        [FanOut] = Rule(FanOut, "{0} cannot run on several shards: {1}"),
        [Group] = Rule(Group, "{0} declares the group '{1}', which COMMAND DOCS does not know"),
    };

    public static DiagnosticDescriptor ById(string id) => all[id];

    static DiagnosticDescriptor Rule(string id, string message) =>
        new(id, "Command declaration", message, "AotKv.Commands", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
