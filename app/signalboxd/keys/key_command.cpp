#include "key_command.h"

#include "gateway/core/secret_text.h"
#include "gateway/core/text/joined.h"

#include <QPointer>

#include <algorithm>
#include <iomanip>
#include <ostream>

namespace app {

using gateway::ErrorKind;
using gateway::failure;
using gateway::Result;
using gateway::Secret;
using gateway::SecretReference;

namespace {

class ReferenceList {
public:
    void add(const std::string& reference, const std::string& user)
    {
        if (reference.empty())
            return;
        const auto known = std::find_if(m_all.begin(), m_all.end(), [&](const auto& each) { return each.reference == reference; });
        if (known == m_all.end())
            m_all.push_back({reference, {user}});
        else
            known->usedBy.push_back(user);
    }
    std::vector<NamedReference> take() { return std::move(m_all); }

private:
    std::vector<NamedReference> m_all;
};

/// The pending results of `list`: one for each reference.
struct Listing {
    std::vector<NamedReference> references;
    std::vector<std::string> states;
    std::vector<std::string> reasons; // reasons of denied ones, and of those with extra characters
    std::size_t missing = 0;
};

/// For keys only; the value of a header or a password may have any form.
std::optional<gateway::SecretMistake> mistakeIn(const NamedReference& named, const Secret& secret)
{
    const bool isKey = std::ranges::any_of(named.usedBy, [](const std::string& user) { return user.starts_with("consumer ") || user.find(", key ") != std::string::npos; });
    return isKey ? gateway::keyMistake(secret) : gateway::valueMistake(secret);
}

void print(const Listing& listing, std::ostream& out)
{
    std::size_t widest = 0;
    for (const auto& each : listing.references)
        widest = std::max(widest, each.reference.size());
    for (std::size_t i = 0; i < listing.references.size(); ++i)
        out << std::left << std::setw(static_cast<int>(widest) + 2) << listing.references[i].reference << std::setw(13)
            << listing.states[i] << gateway::joined(listing.references[i].usedBy, "; ") << '\n';
    for (std::size_t i = 0; i < listing.references.size(); ++i)
        if (!listing.reasons[i].empty())
            out << listing.references[i].reference << ' ' << listing.reasons[i] << '\n';
}

} // namespace

std::vector<NamedReference> referencesIn(const gateway::config::Settings& settings)
{
    ReferenceList list;
    for (const auto& provider : settings.providers) {
        const std::string user = "provider " + provider.id;
        for (const auto& key : provider.keys)
            list.add(key.secret, user + ", key " + key.name);
        for (const auto& header : provider.authHeaders)
            list.add(header.secret, user + ", header " + header.name);
        for (const auto& parameter : provider.authQuery)
            list.add(parameter.secret, user + ", query " + parameter.name);
        list.add(provider.proxy.secret, user + ", proxy");
    }
    for (const auto& consumer : settings.consumers)
        for (const auto& key : consumer.keys)
            list.add(key.secret, "consumer " + consumer.name);
    return list.take();
}

std::string stateWord(const Result<Secret>& read)
{
    if (read)
        return "ready";
    switch (read.error().kind) {
    case ErrorKind::SecretMissing: return "missing";
    case ErrorKind::SecretLocked: return "locked";
    case ErrorKind::SecretDenied: return "denied";
    case ErrorKind::SecretTimeout: return "no answer";
    case ErrorKind::ConfigInvalid: return "invalid";
    default: return "unavailable";
    }
}

KeyCommand::KeyCommand(gateway::secrets::SecretStore& store, std::ostream& out, std::ostream& err, QObject* parent)
    : QObject(parent), m_store(store), m_out(out), m_err(err)
{
}

void KeyCommand::report(const Result<void>& result, const std::string& success, const Done& done)
{
    if (result)
        m_out << success << '\n';
    else
        m_err << "signalboxd: " << result.error().text() << '\n';
    done(result ? 0 : 1);
}

void KeyCommand::withVault(const SecretReference& reference, std::function<void()> then, const Done& done)
{
    if (reference.store != SecretReference::Store::Vault)
        return then();
    openVault(m_store, m_askPassphrase, [self = QPointer(this), then = std::move(then), done](const Result<void>& opened) {
        if (!self)
            return;
        if (opened)
            then();
        else
            self->report(opened, {}, done);
    });
}

void KeyCommand::set(const SecretReference& reference, const Secret& key, const Done& done)
{
    withVault(reference, [this, reference, key, done] {
        m_store.write(reference, key, [self = QPointer(this), reference, done](const Result<void>& result) {
            if (!self)
                return;
            const bool lacksKeychain = !result && result.error().kind == ErrorKind::SecretUnavailable;
            if (lacksKeychain && reference.store == SecretReference::Store::Keychain)
                self->m_err << "To use the encrypted file instead: signalboxd key set vault:" << reference.name << '\n';
            self->report(result, "stored; reference it in the configuration as \"" + reference.toString() + "\"", done);
        });
    }, done);
}

void KeyCommand::remove(const SecretReference& reference, const Done& done)
{
    withVault(reference, [this, reference, done] {
        m_store.read(reference, [self = QPointer(this), reference, done](const Result<Secret>& found) {
            if (!self)
                return;
            if (found)
                self->removeEntry(reference, done);
            else
                self->report(failure(found.error()), {}, done); // the keychain would report success
        });
    }, done);
}

void KeyCommand::removeEntry(const SecretReference& reference, const Done& done)
{
    m_store.remove(reference, [self = QPointer(this), text = reference.toString(), done](const Result<void>& result) {
        if (self)
            self->report(result, "removed " + text, done);
    });
}

void KeyCommand::list(const gateway::config::Settings& settings, Done done)
{
    auto listing = std::make_shared<Listing>();
    listing->references = referencesIn(settings);
    listing->states.resize(listing->references.size());
    listing->reasons.resize(listing->references.size());
    listing->missing = listing->references.size();
    if (listing->references.empty()) {
        m_out << "the configuration has no keys\n";
        return done(0);
    }
    const auto answered = [self = QPointer(this), listing, done = std::move(done)](std::size_t index, const Result<Secret>& read) {
        listing->states[index] = stateWord(read);
        if (!read && read.error().kind == ErrorKind::SecretDenied)
            listing->reasons[index] = "is denied: " + read.error().text();
        if (!read && read.error().kind == ErrorKind::ConfigInvalid)
            listing->reasons[index] = "is invalid: " + read.error().text();
        if (const auto mistake = read ? mistakeIn(listing->references[index], *read) : std::nullopt) {
            listing->reasons[index] = toText(*mistake);
            if (*mistake == gateway::SecretMistake::LineBreak)
                listing->states[index] = "invalid";
        }
        if (--listing->missing == 0 && self) {
            print(*listing, self->m_out);
            done(0);
        }
    };
    for (std::size_t i = 0; i < listing->references.size(); ++i) {
        const auto reference = SecretReference::parse(listing->references[i].reference);
        if (!reference)
            answered(i, tl::unexpected(reference.error()));
        else
            m_store.read(*reference, [answered, i](const Result<Secret>& read) { answered(i, read); });
    }
}

} // namespace app
