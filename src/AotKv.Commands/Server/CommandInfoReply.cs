using AotKv.Engine;
using AotKv.Engine.Catalog;

namespace AotKv.Commands.Server;

/// <summary>
/// Answers with what COMMAND INFO says of a command: ten fields, the last being its subcommands' likewise.
/// </summary>
static class CommandInfoReply
{
    public static void Answer(in Reply reply, CommandInfo? command)
    {
        if (command is null)
        {
            reply.Null();
            return;
        }
        reply.Array(10);
        TextReply.Bulk(reply, command.Name);
        reply.Integer(command.Arity);
        FlagNames.Answer(reply, command.Flags);
        reply.Integer(command.FirstKey);
        reply.Integer(command.LastKey);
        reply.Integer(command.KeyStep);
        FlagNames.Answer(reply, command.Acl);
        reply.Set(command.Tips.Length);
        foreach (var tip in command.Tips) TextReply.Bulk(reply, tip);
        reply.Set(command.KeySpecs.Length);
        foreach (var spec in command.KeySpecs) Answer(reply, spec);
        // Valkey has an empty set here where there are no subcommands, and an array of those that there are.
        if (command.Subcommands.Count == 0) reply.Set(0);
        else reply.Array(command.Subcommands.Count);
        foreach (var subcommand in command.Subcommands) Answer(reply, subcommand);
    }

    static void Answer(in Reply reply, KeySpec spec)
    {
        reply.Map(spec.Notes.Length > 0 ? 4 : 3);
        if (spec.Notes.Length > 0)
        {
            TextReply.Bulk(reply, "notes");
            TextReply.Bulk(reply, spec.Notes);
        }
        TextReply.Bulk(reply, "flags");
        FlagNames.Answer(reply, spec.Flags);
        TextReply.Bulk(reply, "begin_search");
        if (spec.IsUnknown) Kind(reply, "unknown", fields: 0);
        else if (spec.HasKeyword)
        {
            Kind(reply, "keyword", fields: 2);
            TextReply.Bulk(reply, "keyword");
            TextReply.Bulk(reply, spec.Keyword);
            Number(reply, "startfrom", spec.StartFrom);
        }
        else
        {
            Kind(reply, "index", fields: 1);
            Number(reply, "index", spec.Index);
        }
        TextReply.Bulk(reply, "find_keys");
        AnswerFindKeys(reply, spec);
    }

    static void AnswerFindKeys(in Reply reply, KeySpec spec)
    {
        if (spec.IsUnknown)
        {
            Kind(reply, "unknown", fields: 0);
            return;
        }
        Kind(reply, spec.IsRange ? "range" : "keynum", fields: 3);
        if (spec.IsRange)
        {
            Number(reply, "lastkey", spec.Last);
            Number(reply, "keystep", spec.Step);
            Number(reply, "limit", spec.Limit);
            return;
        }
        Number(reply, "keynumidx", spec.CountAt);
        Number(reply, "firstkey", spec.FirstKey);
        Number(reply, "keystep", spec.Step);
    }

    static void Kind(in Reply reply, string type, int fields)
    {
        reply.Map(2);
        TextReply.Bulk(reply, "type");
        TextReply.Bulk(reply, type);
        TextReply.Bulk(reply, "spec");
        reply.Map(fields);
    }

    static void Number(in Reply reply, string name, int value)
    {
        TextReply.Bulk(reply, name);
        reply.Integer(value);
    }
}
