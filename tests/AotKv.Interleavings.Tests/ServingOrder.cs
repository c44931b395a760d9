namespace AotKv.Interleavings.Tests;

/// <summary>
/// Whether those who waited at one key, and at no other, got its elements in the order in which they came to it,
/// whoever found one at once included. Clients cannot see who came first to a shard: the simulation notes it there.
/// </summary>
static class ServingOrder
{
    public static string? FindViolation(List<Arrival> parked, List<Effect> effects)
    {
        var latest = new Dictionary<string, (int Came, string Text)>();
        var waiting = new Dictionary<(long, string), int>();
        var numbered = parked.Index().GroupBy(one => one.Item.Place).ToDictionary(group => group.Key);
        var came = 0;
        foreach (var (place, effect) in effects.Index())
        {
            if (numbered.TryGetValue(place, out var arrivals))
                foreach (var (_, arrival) in arrivals)
                    waiting[(arrival.Session, arrival.Text)] = came++;
            var served = new Arrival(effect.Session, effect.Text, place);
            if (effect.Text.EndsWith("; ", StringComparison.Ordinal) || served.OnlyKey is not { } key) continue;
            var since = effect.HasWaited ? waiting[(effect.Session, effect.Text)] : came++;
            if (latest.TryGetValue(key, out var before) && before.Came > since)
                return $"Client {effect.Session} came first with {effect.Text}, and was served after {before.Text}.";
            latest[key] = (since, effect.Text);
        }
        return null;
    }
}
