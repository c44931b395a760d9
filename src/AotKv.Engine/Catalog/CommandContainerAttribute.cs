namespace AotKv.Engine.Catalog;

/// <summary>
/// Declares a command that only has subcommands, on the class that holds them. One that can also run by itself, as
/// COMMAND can, is a method with <see cref="CommandAttribute"/> instead.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class CommandContainerAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    public int Arity { get; set; } = -2;

    public CommandFlags Flags { get; set; }

    public AclCategories Acl { get; set; }

    public string Group { get; set; } = "";

    public string Since { get; set; } = "";

    public string Tips { get; set; } = "";

    public string Summary { get; set; } = "";

    public string Complexity { get; set; } = "";

    public string Syntax { get; set; } = "";
}
