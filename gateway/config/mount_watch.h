#pragma once

#include <QObject>

namespace gateway::config {

/// Tells when something was mounted or unmounted, which no watch of a folder does. Only on Linux; elsewhere it says nothing.
class MountWatch final : public QObject {
    Q_OBJECT
public:
    explicit MountWatch(QObject* parent = nullptr);
    ~MountWatch() override;

Q_SIGNALS:
    void changed();

private:
    [[maybe_unused]] int m_table = -1;
};

} // namespace gateway::config
