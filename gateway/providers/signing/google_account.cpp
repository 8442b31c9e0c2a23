#include "google_account.h"

#include "secret_fields.h"

#include "gateway/core/text/ascii.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace gateway::providers {

namespace {

tl::unexpected<Error> unusable(const Sentence& what)
{
    return failure(ErrorKind::NoUsableKey,
        {QT_TRANSLATE_NOOP("Error", "%1 Create a JSON key for a service account in the Google Cloud console (IAM, Service accounts, Keys) and store the complete "
                                    "file."),
            {what}});
}

/// A key that was passed through a shell variable has its line feeds as two characters.
std::string withLineFeeds(std::string text)
{
    for (std::size_t at = 0; (at = text.find("\\n", at)) != std::string::npos;)
        text.replace(at, 2, "\n");
    return text;
}

/// The assertion must not be readable in transit.
bool isSafe(const std::string& uri)
{
    static constexpr std::array<std::string_view, 4> kBeginnings{
        "https://", "http://127.0.0.1:", "http://localhost:", "http://[::1]:"};
    for (const std::string_view beginning : kBeginnings)
        if (uri.starts_with(beginning))
            return true;
    return false;
}

} // namespace

bool isGoogleKeyFile(const Secret& secret)
{
    const std::string& text = secret.reveal();
    if (!trimmed(text, " \t\r\n").starts_with('{'))
        return false;
    // By its field names, so that a truncated file is also recognised.
    static constexpr std::array<std::string_view, 4> kWords{
        "\"private_key\"", "\"client_email\"", "\"authorized_user\"", "\"external_account\""};
    return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

Result<GoogleAccount> parseGoogleAccount(const Secret& secret)
{
    const SecretFields fields(secret);
    if (!fields.areThere() || fields.isBrokenJson())
        return unusable(QT_TRANSLATE_NOOP("Error", "The secret is not the JSON key file of a Google service account."));
    const std::string& type = fields.text("type");
    if (type == "authorized_user" || type == "external_account")
        return unusable(Sentence::of(type == "authorized_user"
                ? QT_TRANSLATE_NOOP("Error", "The secret is a Google credentials file for a user, not for a service account.")
                : QT_TRANSLATE_NOOP("Error", "The secret is a Google credentials file for another identity, not for a service account.")));
    GoogleAccount account;
    account.clientEmail = fields.text("clientemail");
    account.privateKey = Secret(withLineFeeds(fields.text("privatekey")));
    account.privateKeyId = fields.text("privatekeyid");
    account.projectId = fields.text("projectid");
    account.tokenUri = fields.text("tokenuri");
    if (account.tokenUri.empty())
        account.tokenUri = "https://oauth2.googleapis.com/token"; // Source: Google Identity, "Using OAuth 2.0 for
                                                                  // Server to Server Applications"
    if (account.clientEmail.empty())
        return unusable(QT_TRANSLATE_NOOP("Error", "The key file of the Google service account has no client_email."));
    if (account.privateKey.empty())
        return unusable(QT_TRANSLATE_NOOP("Error", "The key file of the Google service account has no private_key."));
    if (!isSafe(account.tokenUri))
        return unusable(QT_TRANSLATE_NOOP("Error", "The key file of the Google service account has a token_uri that is not https."));
    return account;
}

} // namespace gateway::providers
