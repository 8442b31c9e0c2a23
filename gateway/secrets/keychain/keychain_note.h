#pragma once

#include "keychain_service.h"

#include <QString>

namespace gateway::secrets {

/// Which service took this program's keys the first time: a word in a file of the data folder. It is no setting: it is of
/// this machine, and is not to go to another one with the configuration.
class KeychainNote {
public:
    /// The file in the data folder.
    static QString fileIn(const QString& dataDir);

    /// Reads it. `file`: absolute; empty: nothing is kept beyond this object.
    explicit KeychainNote(const QString& file);

    /// Empty: no key was kept yet, or the file says something else.
    std::optional<KeychainService> service() const { return m_service; }
    /// The file is written on another thread. Where it cannot be written the log says so.
    void set(KeychainService service);

private:
    const QString m_file;
    std::optional<KeychainService> m_service;
};

} // namespace gateway::secrets
