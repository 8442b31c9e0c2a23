#include "tray_presence.h"

namespace app {

TrayPresence::TrayPresence(const TrayHostWatcher& watcher, TrayPatience patience, QObject* parent)
    : QObject(parent), m_watcher(watcher), m_patience(patience)
{
    m_settle.setSingleShot(true);
    m_giveUp.setSingleShot(true);
    connect(&m_settle, &QTimer::timeout, this, [this] { set(State::Present); });
    connect(&m_giveUp, &QTimer::timeout, this, [this] { set(State::Absent); });
    connect(&watcher, &TrayHostWatcher::changed, this, &TrayPresence::look);
    m_giveUp.start(m_patience.start);
    look();
}

void TrayPresence::look()
{
    if (!m_watcher.isPresent()) {
        m_settle.stop();
        if (m_state == State::Present && !m_giveUp.isActive())
            m_giveUp.start(m_patience.loss);
    } else if (m_state == State::Present || m_watcher.isPreferred()) {
        set(State::Present);
    } else if (!m_settle.isActive()) {
        m_giveUp.stop();
        m_settle.start(m_patience.settle);
    }
}

void TrayPresence::set(State state)
{
    m_settle.stop();
    m_giveUp.stop();
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged();
}

} // namespace app
