#include "port_words.h"

#include "message_words.h"
#include "sentence_words.h"

namespace ui::words {

QString PortWords::finding(const gateway::host::PortFinding& finding)
{
    if (finding.isFree) return tr("Port %1 is free.").arg(finding.port);
    if (finding.isOurs) return tr("This Signalbox itself listens on port %1.").arg(finding.port);
    if (!finding.holder || finding.holder->pid == 0) return tr("Port %1 is taken by a program of another user, or reserved by the system.").arg(finding.port);
    if (finding.holder->isSignalbox())
        return tr("Port %1 is taken by another Signalbox (process %2). End that one, or run beside it on a port of your own.").arg(finding.port).arg(finding.holder->pid);
    const std::string& line = finding.holder->commandLineShort;
    return tr("Port %1 is taken by %2 (process %3). End it, or choose another port.")
        .arg(QString::number(finding.port), QString::fromStdString(line.empty() ? finding.holder->program : line), QString::number(finding.holder->pid));
}

QString PortWords::given() { return tr("The command line or the environment says which port it is: change it there."); }

QString PortWords::problem(const gateway::host::Status& status)
{
    if (!status.problem) return {};
    if (status.problem->kind == gateway::ErrorKind::PortTaken && status.takenPort) return finding(*status.takenPort);
    if (status.problem->param == "listen.http_port")
        return tr("Ports below 1024 belong to the administrator of this machine. Choose another one in the settings, under Gateway.");
    return toText(status.problemSaid) == status.problem->message ? SentenceWords::of(status.problemSaid) : MessageWords::of(*status.problem);
}

QString PortWords::httpsProblem(const gateway::host::Status& status)
{
    if (!status.httpsProblem) return {};
    if (status.httpsProblem->kind == gateway::ErrorKind::PortTaken && status.takenHttpsPort)
        return tr("%1 The port of HTTPS is set in the settings, under Gateway.", "who has a port").arg(finding(*status.takenHttpsPort));
    if (status.httpsProblem->param == "listen.http_port")
        return tr("Ports below 1024 belong to the administrator of this machine. Choose another one in the settings, under Gateway.");
    return MessageWords::of(*status.httpsProblem);
}

bool isPortTaken(const gateway::host::Status& status)
{
    return status.state == gateway::host::State::Failed && status.problem && status.problem->kind == gateway::ErrorKind::PortTaken;
}

} // namespace ui::words
