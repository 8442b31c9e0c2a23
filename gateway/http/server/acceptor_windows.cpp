#include "acceptor.h"

namespace gateway::http {

// Qt accepts clients: descriptors do not run out here.
Acceptor::Acceptor(Heard heard, QObject* parent) : QTcpServer(parent), m_heard(std::move(heard))
{
    setListenBacklogSize(kBacklog);
    connect(this, &QTcpServer::acceptError, this, [this] { m_heard.failed(errorString()); });
}

Acceptor::~Acceptor() = default;

bool Acceptor::open(const QHostAddress& address, quint16 port) { return listen(address, port); }

// A port cannot be shared safely: for a moment nothing listens.
bool Acceptor::openBeside(const QHostAddress& address, quint16 port, const std::vector<Acceptor*>& own)
{
    std::vector<QHostAddress> addresses;
    for (Acceptor* each : own) {
        addresses.push_back(each->serverAddress());
        each->close();
    }
    if (listen(address, port))
        return true;
    for (std::size_t i = 0; i < own.size(); ++i)
        own[i]->listen(addresses[i], port);
    return false;
}

void Acceptor::acceptWaiting() { }
void Acceptor::takeOver() { }
void Acceptor::shut() { close(); }
void Acceptor::pause() { pauseAccepting(); }
void Acceptor::resume() { resumeAccepting(); }
void Acceptor::incomingConnection(qintptr descriptor) { m_heard.accepted(descriptor); }
void Acceptor::acceptAll() { }

} // namespace gateway::http
