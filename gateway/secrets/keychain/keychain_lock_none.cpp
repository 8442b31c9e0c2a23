#include "keychain_lock.h"

namespace gateway::secrets {

namespace {

class UnknownKeychainLock final : public KeychainLock {
public:
    void query(int, Answer answer) override
    {
        QMetaObject::invokeMethod(this, [answer] { answer(std::nullopt); }, Qt::QueuedConnection);
    }
};

} // namespace

std::unique_ptr<KeychainLock> makeKeychainLock(std::optional<KeychainService>) { return std::make_unique<UnknownKeychainLock>(); }

} // namespace gateway::secrets
