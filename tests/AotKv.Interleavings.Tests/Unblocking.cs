using AotKv.Linearizability;

namespace AotKv.Interleavings.Tests;

/// <summary>Whether those who were unblocked are those that somebody has unblocked: the model does not say.</summary>
static class Unblocking
{
    public static string? FindViolation(History history, RunPlan plan)
    {
        var (errors, nulls, saidError, saidTimeout, unsure) = (0, 0, 0, 0, 0);
        foreach (var operation in history.Operations)
        {
            var command = operation.Commands[0];
            if (command is ["CLIENT", "UNBLOCK", _, var how])
            {
                if (operation.IsPending) unsure++;
                else if (operation.Reply == "1" && how == "ERROR") saidError++;
                else if (operation.Reply == "1") saidTimeout++;
            }
            else if (!operation.IsTransaction && KeyValueModel.MayBlock(command[0]) && operation.Reply is { } reply)
            {
                if (reply.StartsWith("-UNBLOCKED", StringComparison.Ordinal)) errors++;
                else if (reply == ReplyText.Nil && TimeoutOf(command) == "0") nulls++;
            }
        }
        if (errors + nulls > saidError + saidTimeout + unsure)
            return "More were unblocked than clients have unblocked.";
        // Those who were may have broken off before they saw it; those who waited for a time say nothing of it.
        if (plan.Dies || plan.Kills) return null;
        return saidError > errors + Pending(history) ? "Fewer saw that they were unblocked than were." : null;
    }

    static int Pending(History history) => history.Operations.Count(operation => operation.IsPending);

    static string TimeoutOf(string[] command) => command[0] == "BLMPOP" ? command[1] : command[^1];
}
