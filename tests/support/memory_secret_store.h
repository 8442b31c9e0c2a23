#pragma once

#include "gateway/secrets/secret_store.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gateway::secrets {

/// An in-memory store for tests. Answers from the event loop, like the real one;
/// `failWith` makes every call fail, `open()` ends that and signals it; pending writes are
/// then completed if `isAsking` was set, like a keychain that asks the user to unlock it.
class MemorySecretStore final : public SecretStore {
public:
    using SecretStore::SecretStore;

    std::map<std::string, std::string> values; ///< by reference, such as "keychain:a/main"
    std::optional<ErrorKind> failWith;
    std::string failParam;
    bool isAsking = false;
    int reads = 0;

    void read(const SecretReference& reference, ReadDone done) override
    {
        ++reads;
        later([this, reference, done = std::move(done)] {
            const auto found = values.find(reference.toString());
            if (failWith)
                done(failure(Error{*failWith, "the store was told to fail", {}, failParam}));
            else if (found == values.end())
                done(failure(ErrorKind::SecretMissing, gateway::asIs("there is no such secret")));
            else
                done(Secret(found->second));
        });
    }

    void write(const SecretReference& reference, const Secret& value, Done done, Late late) override
    {
        if (isAsking && failWith)
            m_given.push_back([this, name = reference.toString(), value, late = std::move(late)] {
                values[name] = value.reveal();
                if (late && !late())
                    values.erase(name);
            });
        change(reference, std::move(done), [this, reference, value] { values[reference.toString()] = value.reveal(); });
    }

    void remove(const SecretReference& reference, Done done) override
    {
        change(reference, std::move(done), [this, reference] { values.erase(reference.toString()); });
    }

    void lookForKeychain(Done done) override
    {
        later([this, done = std::move(done)] {
            if (failWith == ErrorKind::SecretUnavailable)
                return done(failure(Error{*failWith, "the store was told to fail", {}, failParam}));
            done({});
        });
    }

    void open()
    {
        failWith.reset();
        for (const auto& carryOut : std::exchange(m_given, {}))
            carryOut();
        Q_EMIT mayBeReadable();
    }

private:
    template <class Call> void later(Call call) { QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection); }

    std::vector<std::function<void()>> m_given;

    template <class Act> void change(const SecretReference& reference, Done done, Act act)
    {
        later([this, isKeychain = reference.store == SecretReference::Store::Keychain, done = std::move(done),
               act = std::move(act)] {
            if (failWith)
                return done(failure(Error{*failWith, "the store was told to fail", {}, failParam}));
            if (!isKeychain)
                return done(failure(ErrorKind::SecretUnavailable, gateway::asIs("only keychain: references can be stored")));
            act();
            done({});
        });
    }
};

} // namespace gateway::secrets
