#pragma once

#include "gateway/secrets/secret_store.h"

#include <map>
#include <string>

namespace test {

/// Answers from the event loop, as the real one does.
class MemoryStore final : public gateway::secrets::SecretStore {
public:
    void read(const gateway::SecretReference& reference, ReadDone done) override
    {
        QMetaObject::invokeMethod(
            this,
            [this, text = reference.toString(), done] {
                if (failures.contains(text))
                    done(gateway::failure(failures[text], gateway::asIs("refused")));
                else if (const auto found = entries.find(text); found != entries.end())
                    done(gateway::Secret(found->second));
                else
                    done(gateway::failure(gateway::ErrorKind::SecretMissing, gateway::asIs("none")));
            },
            Qt::QueuedConnection);
    }
    void write(const gateway::SecretReference& reference, const gateway::Secret& value, Done done, Late) override
    {
        QMetaObject::invokeMethod(
            this,
            [this, text = reference.toString(), value, done] {
                if (failures.contains(text))
                    return done(gateway::failure(failures[text], gateway::asIs("the keychain is locked; unlock it and try again")));
                entries[text] = value.reveal();
                done({});
            },
            Qt::QueuedConnection);
    }
    void remove(const gateway::SecretReference& reference, Done done) override
    {
        QMetaObject::invokeMethod(
            this,
            [this, text = reference.toString(), done] {
                entries.erase(text);
                done({});
            },
            Qt::QueuedConnection);
    }

    void lookForKeychain(Done done) override
    {
        QMetaObject::invokeMethod(this, [done] { done({}); }, Qt::QueuedConnection);
    }

    std::map<std::string, std::string> entries;
    std::map<std::string, gateway::ErrorKind> failures;
};

} // namespace test
