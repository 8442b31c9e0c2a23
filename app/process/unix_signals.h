#pragma once

#include <QObject>

#include <memory>

namespace app {

/// Brings the signals that end a program or make it read its file again into
/// the event loop. One per process, made on the main thread; where there are
/// no such signals it says nothing. The handlers go with it.
class UnixSignals final : public QObject {
    Q_OBJECT
public:
    explicit UnixSignals(QObject* parent = nullptr);
    ~UnixSignals() override;

Q_SIGNALS:
    void endRequested();    ///< SIGTERM, SIGINT
    void hangUpRequested(); ///< SIGHUP

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace app
