#include "gateway/exchange/snapshot/snapshot.h"

#include "catch.h"

using namespace gateway;
using exchange::keyRemedy;

TEST_CASE("suggests no remedy that would fail for the same reason as the key")
{
    struct Row {
        const char* reference;
        ErrorKind why;
        const char* remedy; ///< how it starts; "": the reason suffices
    };
    const auto row = GENERATE(values<Row>({
        {"keychain:good/main", ErrorKind::SecretMissing, "Store the key on the Providers page, or with \"signalboxd key set good/main\"."},
        {"keychain:good/main", ErrorKind::SecretLocked, ""},
        {"keychain:good/main", ErrorKind::SecretDenied, ""},
        {"keychain:good/main", ErrorKind::SecretUnavailable, ""},
        {"keychain:good/main", ErrorKind::SecretTimeout, "The keychain may be waiting for its password in another window."},
        {"vault:good/main", ErrorKind::SecretMissing, "Store the key on the Providers page"},
        {"vault:good/main", ErrorKind::SecretLocked, ""},
        {"env:KEY", ErrorKind::SecretMissing, "Set the environment variable KEY"},
        {"file:/key", ErrorKind::SecretDenied, ""},
        {"file:/key", ErrorKind::SecretMissing, "Write the key to the file /key."},
    }));
    CAPTURE(row.reference, row.why);
    const std::string remedy = toText(keyRemedy(row.reference, Error{row.why, "it cannot be read"}));
    CHECK(std::string_view(row.remedy).empty() == remedy.empty());
    CHECK(remedy.starts_with(row.remedy));
}
