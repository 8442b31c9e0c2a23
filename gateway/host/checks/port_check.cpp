#include "port_check.h"

#include "gateway/host/programs/holder_question.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QTcpServer>

#include <algorithm>
#include <memory>
#include <vector>

namespace gateway::host {

namespace {

constexpr int kMostTried = 64; // ports tried above a taken one
constexpr int kLastPort = 65535;

std::vector<QHostAddress> hostsOf(const std::string& address)
{
    const QHostAddress host(QString::fromStdString(address));
    if (host.isNull())
        return {};
    std::vector<QHostAddress> hosts{host};
    if (host == QHostAddress(QHostAddress::LocalHost))
        hosts.emplace_back(QHostAddress::LocalHostIPv6);
    return hosts;
}

// An address family that this machine lacks, such as IPv6, does not make a port unusable.
bool isListenable(const std::vector<QHostAddress>& hosts, int port)
{
    std::vector<std::unique_ptr<QTcpServer>> servers;
    bool anyListens = false;
    for (const QHostAddress& host : hosts) {
        servers.push_back(std::make_unique<QTcpServer>());
        QTcpServer& server = *servers.back();
        server.setMaxPendingConnections(1);
        if (server.listen(host, static_cast<quint16>(port))) {
            anyListens = true;
        } else if (server.serverError() != QAbstractSocket::SocketAddressNotAvailableError
                   && server.serverError() != QAbstractSocket::UnsupportedSocketOperationError) {
            return false;
        }
    }
    return anyListens;
}

} // namespace

std::string missingLoopback(const std::string& address, const std::vector<std::string>& listensAt)
{
    if (address != "127.0.0.1" || listensAt.empty())
        return {};
    const auto isThere = [&](const char* host) {
        return std::any_of(listensAt.begin(), listensAt.end(), [host](const std::string& each) { return each.find(host) != std::string::npos; });
    };
    return !isThere("[::1]:") ? "::1" : !isThere("127.0.0.1:") ? "127.0.0.1" : "";
}

bool isPortFree(const std::string& address, int port) { return isListenable(hostsOf(address), port); }

PortFinding checkPort(const std::string& address, int port, const std::vector<int>& spokenFor)
{
    const std::vector<QHostAddress> hosts = hostsOf(address);
    PortFinding finding{.port = port, .isFree = isListenable(hosts, port), .holder = {}};
    if (finding.isFree)
        return finding;
    finding.holder = askedPortHolder(port);
    finding.isOurs = finding.holder && finding.holder->pid == QCoreApplication::applicationPid();
    for (int next = port + 1; next <= std::min(port + kMostTried, kLastPort) && finding.nextFree == 0; ++next)
        if (std::find(spokenFor.begin(), spokenFor.end(), next) == spokenFor.end() && isListenable(hosts, next))
            finding.nextFree = next;
    return finding;
}

} // namespace gateway::host
