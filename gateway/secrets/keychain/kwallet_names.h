#pragma once

#include <QByteArray>
#include <QString>

namespace gateway::secrets {

/// D-Bus names of this session's KWallet. Its version is that of the desktop.
/// Source: KDE, kwallet, org.kde.KWallet.xml, read 2026-11-24.
struct KWalletNames {
    QString service;
    QString path;
    QByteArray sessionVersion; ///< KDE_SESSION_VERSION
};

inline constexpr auto kKWalletInterface = "org.kde.KWallet";

/// The KWallet that the keychain library uses.
inline KWalletNames kwalletNames()
{
#ifdef KEYCHAIN_KNOWS_KWALLET6
    if (qgetenv("KDE_SESSION_VERSION") == "6")
        return {QStringLiteral("org.kde.kwalletd6"), QStringLiteral("/modules/kwalletd6"), QByteArrayLiteral("6")};
#endif
    return {QStringLiteral("org.kde.kwalletd5"), QStringLiteral("/modules/kwalletd5"), QByteArrayLiteral("5")};
}

} // namespace gateway::secrets
