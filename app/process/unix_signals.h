#pragma once

#include <QObject>

#include <memory>

namespace app {

/// Delivers the signals that end a program or make it reload its file to the event loop. Create one per process, on the
/// main thread; on systems without such signals it does nothing. The destructor removes the handlers.
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
