#pragma once

#include "change_done.h"

#include "gateway/config/settings/settings.h"
#include "gateway/host/checks/authority_check.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <string>

namespace gateway::host {

class Backups;
class ConfigEditing;
class ToolAccess;

/// Reads, changes, backs up and exports the configuration. Main thread; nothing blocks, results come from the event
/// loop.
class Configuration {
public:
    using AuthorityChecked = std::function<void(AuthorityFinding)>;
    using Exported = std::function<void(Result<QByteArray>)>;

    virtual const config::Settings& settings() const = 0;
    virtual QString configFile() const = 0;
    /// Validates `next`, writes the file and puts `next` in force. Errors: ConfigInvalid (message and path of the first
    /// issue), Io; nothing has changed then.
    virtual void change(const config::Settings& next, ChangeDone done) = 0;
    /// Undo, versions and editing as text.
    virtual ConfigEditing& editing() = 0;
    virtual Backups& backups() = 0;
    /// Sets up the tools of this machine to use the gateway; null before the start and after the stop.
    virtual ToolAccess* tools() = 0;
    /// Checks whether the file at `path` contains authorities that can verify a provider.
    virtual void checkAuthority(const std::string& path, AuthorityChecked done) = 0;
    /// Exports the certificate of the local authority that signs for HTTPS, as PEM, for clients to trust. It is created
    /// if it is missing. Error: Io.
    virtual void exportAuthority(Exported done) = 0;
    /// Path of that certificate.
    virtual QString authorityFile() const = 0;

protected:
    ~Configuration() = default;
};

} // namespace gateway::host
