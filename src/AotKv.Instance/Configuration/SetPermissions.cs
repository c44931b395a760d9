namespace AotKv.Instance.Configuration;

/// <summary>What the caller of CONFIG SET may do now.</summary>
/// <param name="ChangesProtected">True where enable-protected-configs lets this client change protected ones.</param>
/// <param name="IsLoading">True while a data set is being loaded.</param>
public readonly record struct SetPermissions(bool ChangesProtected, bool IsLoading);
