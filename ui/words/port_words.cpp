#include "port_words.h"

#include "failure_words.h"
#include "sentence_words.h"

namespace ui::words {

namespace {

/// Whether the system denies the port to all programs of this user.
bool isReserved(const std::optional<gateway::Error>& problem) { return problem && problem->kind == gateway::ErrorKind::Io && problem->param == "listen.http_port"; }

} // namespace

QString PortWords::finding(const gateway::host::PortFinding& finding)
{
    if (finding.isFree) return tr("Port %1 is free.").arg(finding.port);
    if (finding.isOurs) return tr("This Signalbox itself listens on port %1.").arg(finding.port);
    if (finding.holder && finding.holder->isSignalbox()) return anotherSignalbox(finding.port, *finding.holder);
    if (!finding.holder || finding.holder->pid == 0) return tr("Port %1 is taken by a program of another user, or reserved by the system.").arg(finding.port);
    return tr("Port %1 is taken by %2 (process %3). Stop it, or choose another port.")
        .arg(QString::number(finding.port), QString::fromStdString(finding.holder->name()), QString::number(finding.holder->pid));
}

QString PortWords::anotherSignalbox(int port, const gateway::host::PortHolder& holder)
{
    const QString number = QString::number(port);
    const QString version = QString::fromStdString(holder.answer.version);
    if (holder.pid == 0)
        return tr("Port %1 is taken by another Signalbox, version %2, which may run as another user or in a container. Stop it, or choose another port to run both.").arg(number, version);
    if (version.isEmpty())
        return tr("Port %1 is taken by another Signalbox (process %2). Stop it, or choose another port to run both.").arg(port).arg(holder.pid);
    return tr("Port %1 is taken by another Signalbox, version %2 (%3, process %4). Stop it, or choose another port to run both.")
        .arg(number, version, QString::fromStdString(holder.name()), QString::number(holder.pid));
}

QString PortWords::clash(int port, const gateway::config::ListenSettings& listen)
{
    return port != 0 && listen.httpsPort == port ? tr("Port %1 is the HTTPS port of this gateway. Choose another one.").arg(port) : QString();
}

QString PortWords::refused(const gateway::Error& error, const gateway::host::ConfigEditing& editing)
{
    const QString detail = SentenceWords::detail(error, editing);
    return detail.isEmpty() ? FailureWords::change(error) : tr("%1: %2", "what went wrong, and why").arg(FailureWords::change(error), detail);
}

QString PortWords::given() { return tr("The port is set by the command line or the environment. Change it there."); }

QString PortWords::problem(const gateway::host::Status& status)
{
    if (!status.problem) return {};
    if (status.problem->kind == gateway::ErrorKind::PortTaken && status.takenPort) return finding(*status.takenPort);
    if (isReserved(status.problem))
        return tr("Ports below 1024 require administrator rights. Choose another port in Settings, Gateway.");
    return SentenceWords::of(*status.problem);
}

QString PortWords::httpsProblem(const gateway::host::Status& status)
{
    if (!status.httpsProblem) return {};
    if (status.httpsProblem->kind == gateway::ErrorKind::PortTaken && status.takenHttpsPort)
        return tr("%1 Change the HTTPS port in Settings, Gateway.", "who has a port").arg(finding(*status.takenHttpsPort));
    if (isReserved(status.httpsProblem))
        return tr("Ports below 1024 require administrator rights. Choose another port in Settings, Gateway.");
    return SentenceWords::of(*status.httpsProblem);
}

QString PortWords::besideHttpPort(const gateway::host::Status& status) { return isPortTaken(status) || isReserved(status.problem) ? problem(status) : QString(); }

QString PortWords::besideHttpsPort(const gateway::host::Status& status)
{
    const bool isTaken = status.httpsProblem && status.httpsProblem->kind == gateway::ErrorKind::PortTaken && status.takenHttpsPort;
    return isTaken ? finding(*status.takenHttpsPort) : isReserved(status.httpsProblem) ? httpsProblem(status) : QString();
}

bool isPortTaken(const gateway::host::Status& status)
{
    return status.state == gateway::host::State::Failed && status.problem && status.problem->kind == gateway::ErrorKind::PortTaken;
}

} // namespace ui::words
