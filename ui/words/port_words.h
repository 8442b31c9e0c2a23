#pragma once

#include "gateway/host/checks/port_check.h"
#include "gateway/host/status.h"

#include <QCoreApplication>
#include <QString>

namespace gateway::host {
class ConfigEditing;
}

namespace ui::words {

/// Sentences about ports and who has them.
class PortWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::PortWords)
public:
    /// What trying a port found; where it is not free, who has it and what can be done about it.
    static QString finding(const gateway::host::PortFinding& finding);
    /// Why the port of HTTP cannot be `port`, which is the one of HTTPS in `listen`; empty: it is not.
    static QString clash(int port, const gateway::config::ListenSettings& listen);
    /// Why `editing` has just refused another port, as far as it can be said.
    static QString refused(const gateway::Error& error, const gateway::host::ConfigEditing& editing);
    /// Why a port cannot be chosen in the window.
    static QString given();
    /// What keeps the gateway from listening, or from its file, with what can be done about it in the window; empty: nothing does.
    static QString problem(const gateway::host::Status& status);
    /// The same of HTTPS.
    static QString httpsProblem(const gateway::host::Status& status);
    /// As far as it is of the port itself, for a place beside its field.
    static QString besideHttpPort(const gateway::host::Status& status);
    static QString besideHttpsPort(const gateway::host::Status& status);

private:
    static QString anotherSignalbox(int port, const gateway::host::PortHolder& holder);
};

/// Whether another program's port keeps the gateway from listening.
bool isPortTaken(const gateway::host::Status& status);

} // namespace ui::words
