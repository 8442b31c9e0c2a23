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

/// What the gateway is set to, and how that is changed, kept and handed to others. Main thread; nothing blocks, answers come from
/// the event loop.
class Configuration {
public:
    using AuthorityChecked = std::function<void(AuthorityFinding)>;
    using Exported = std::function<void(Result<QByteArray>)>;

    virtual const config::Settings& settings() const = 0;
    virtual QString configFile() const = 0;
    /// Checks, writes the file and puts `next` in force. Errors: ConfigInvalid
    /// (message and path of the first issue), Io; then nothing has changed.
    virtual void change(const config::Settings& next, ChangeDone done) = 0;
    /// Undo, versions, and all of it as a text.
    virtual ConfigEditing& editing() = 0;
    virtual Backups& backups() = 0;
    /// Sets the tools of this machine up for the gateway; null before the start and after the stop.
    virtual ToolAccess* tools() = 0;
    /// Whether the file at `path` has authorities that a provider could be trusted by.
    virtual void checkAuthority(const std::string& path, AuthorityChecked done) = 0;
    /// The certificate of the authority that signs for HTTPS here, as PEM: what a
    /// client is to trust. Made where it is missing. Error: Io.
    virtual void exportAuthority(Exported done) = 0;
    /// Its file.
    virtual QString authorityFile() const = 0;

protected:
    ~Configuration() = default;
};

} // namespace gateway::host
