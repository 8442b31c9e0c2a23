#pragma once

#include <QObject>

namespace gateway::config {

/// Reports mounts and unmounts, which watches of folders miss. Linux only: elsewhere it never emits.
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
