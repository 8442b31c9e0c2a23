#include "address_watch.h"

#include <QNetworkInterface>

#include <chrono>

namespace gateway::host {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kSettle = 100ms; // an interface gets several addresses at once
constexpr std::chrono::seconds kPoll = 5s;

} // namespace

AddressWatch::AddressWatch(QObject* parent) : QObject(parent)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettle);
    m_poll.setInterval(kPoll);
    connect(&m_settle, &QTimer::timeout, this, &AddressWatch::changed);
    connect(&m_poll, &QTimer::timeout, this, &AddressWatch::poll);
    if (listen())
        return;
    m_known = QNetworkInterface::allAddresses();
    m_poll.start();
}

void AddressWatch::poll()
{
    auto addresses = QNetworkInterface::allAddresses();
    if (addresses == m_known)
        return;
    m_known = std::move(addresses);
    Q_EMIT changed();
}

} // namespace gateway::host
