#include "notifier.h"

namespace app {

namespace {

// Not implemented on this platform: notices are shown in the window.
class WindowNotifier final : public Notifier {
public:
    void show(const Notice& notice) override { Q_EMIT notShown(notice); }
    void retract(const QString&) override {}
};

} // namespace

std::unique_ptr<Notifier> makeNotifier() { return std::make_unique<WindowNotifier>(); }

} // namespace app
