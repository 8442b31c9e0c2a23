#pragma once

#include "gateway/host/checks/port_check.h"
#include "gateway/host/status.h"

#include <QCoreApplication>
#include <QString>

namespace gateway::host {
class ConfigEditing;
}

namespace ui::words {

/// Sentences about ports and the programs that hold them.
class PortWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::PortWords)
public:
    /// The result of checking a port; if it is taken, with its holder and the remedy.
    static QString finding(const gateway::host::PortFinding& finding);
    /// Why the HTTP port cannot be `port`, which is the HTTPS port in `listen`; empty: it is not.
    static QString clash(int port, const gateway::config::ListenSettings& listen);
    /// Why `editing` has just rejected another port, as far as known.
    static QString refused(const gateway::Error& error, const gateway::host::ConfigEditing& editing);
    /// Why the port cannot be changed in the window.
    static QString given();
    /// Why the gateway cannot listen, or use its file, with the remedy in the window; empty: no problem.
    static QString problem(const gateway::host::Status& status);
    /// The same for HTTPS.
    static QString httpsProblem(const gateway::host::Status& status);
    /// The part about the port itself, for display next to its field.
    static QString besideHttpPort(const gateway::host::Status& status);
    static QString besideHttpsPort(const gateway::host::Status& status);

private:
    static QString anotherSignalbox(int port, const gateway::host::PortHolder& holder);
};

/// Whether the gateway cannot listen because another program holds its port.
bool isPortTaken(const gateway::host::Status& status);

} // namespace ui::words
