#include "moved_port.h"

#include "ui/models/gateway_parts.h"

#include <QUrl>

#include <utility>

namespace ui::shell {

namespace {

constexpr int kSettled_ms = 1500;

} // namespace

MovedPort::MovedPort(const Access& access, QObject* parent)
    : QObject(parent), m_access(access), m_move(*access.configuration().tools())
{
    m_settled.setSingleShot(true);
    m_settled.setInterval(kSettled_ms);
    connect(&m_settled, &QTimer::timeout, this, &MovedPort::look);
    connect(&access.news(), &models::GatewayNews::statusChanged, this, &MovedPort::follow);
    connect(access.configuration().tools(), &gateway::host::ToolAccess::changed, this, [this] {
        if (m_from != 0) m_settled.start();
    });
    follow();
}

void MovedPort::follow()
{
    const auto& urls = m_access.control().status().urls;
    const int port = urls.empty() ? 0 : QUrl(QString::fromStdString(urls.front())).port();
    if (port <= 0 || port == m_port) return;
    const int before = std::exchange(m_port, port);
    if (before == 0) return;
    m_from = before;
    m_settled.start();
}

void MovedPort::look()
{
    m_move.plan(m_from, m_port, [this, from = m_from, to = m_port] {
        QStringList names;
        for (const auto& tool : m_move.tools()) names << tool.name;
        if (names.isEmpty()) m_from = 0;
        Q_EMIT toolsLeft(from, to, names);
    });
}

} // namespace ui::shell
