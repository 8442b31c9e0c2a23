#include "vault_opening.h"

#include "gateway/secrets/secret_file.h"
#include "gateway/secrets/vault.h"

#include <string>
#include <utility>

namespace app {

using gateway::Result;
using gateway::Secret;
using gateway::secrets::Vault;

namespace {

Result<Secret> passphraseOf(const AskPassphrase& ask, bool isNew)
{
    const QString file = qEnvironmentVariable(Vault::kPassphraseVariable);
    if (!file.isEmpty()) {
        auto given = gateway::secrets::readSecretFile(file);
        if (!given)
            given.error().message = gateway::asIs(std::string(Vault::kPassphraseVariable) + ": " + given.error().text());
        return given;
    }
    if (ask)
        return ask(isNew);
    return gateway::failure(gateway::ErrorKind::InvalidRequest, gateway::asIs("a passphrase is needed, but there is no terminal"));
}

} // namespace

void openVault(gateway::secrets::SecretStore& store, const AskPassphrase& ask, std::function<void(Result<void>)> done)
{
    Vault* const vault = store.vault();
    if (!vault || vault->state() == Vault::State::Open)
        return done({});
    const auto given = passphraseOf(ask, vault->state() == Vault::State::Absent);
    if (!given)
        return done(gateway::failure(given.error()));
    vault->open(*given, std::move(done));
}

} // namespace app
