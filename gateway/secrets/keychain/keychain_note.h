#pragma once

#include "keychain_service.h"

#include <QString>

namespace gateway::secrets {

/// Records in a file of the data folder which service first stored this program's keys. It is not a setting: it belongs
/// to this machine and must not be copied with the configuration.
class KeychainNote {
public:
    /// Its path in the data folder.
    static QString fileIn(const QString& dataDir);

    /// Reads the file. `file`: absolute; empty: kept in memory only.
    explicit KeychainNote(const QString& file);

    /// Empty: no key was stored yet, or the file is invalid.
    std::optional<KeychainService> service() const { return m_service; }
    /// The file is written on another thread. A failure is logged.
    void set(KeychainService service);

private:
    const QString m_file;
    std::optional<KeychainService> m_service;
};

} // namespace gateway::secrets
