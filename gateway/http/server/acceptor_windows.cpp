#include "acceptor.h"

namespace gateway::http {

// Qt accepts: descriptors do not run out here.
Acceptor::Acceptor(Heard heard, QObject* parent) : QTcpServer(parent), m_heard(std::move(heard))
{
    setListenBacklogSize(kBacklog);
    connect(this, &QTcpServer::acceptError, this, [this] { m_heard.failed(errorString()); });
}

Acceptor::~Acceptor() = default;

bool Acceptor::open(const QHostAddress& address, quint16 port) { return listen(address, port); }
void Acceptor::shut() { close(); }
void Acceptor::pause() { pauseAccepting(); }
void Acceptor::resume() { resumeAccepting(); }
void Acceptor::incomingConnection(qintptr descriptor) { m_heard.accepted(descriptor); }
void Acceptor::acceptAll() { }

} // namespace gateway::http
