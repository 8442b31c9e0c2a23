#include "aws_secret.h"

#include "secret_fields.h"

#include "gateway/core/text/ascii.h"

#include <QtGlobal>

#include <algorithm>

namespace gateway::providers {

namespace {

/// Whether the text is "ID:SECRET" or "ID:SECRET:TOKEN"; an id has only letters and digits. Source: AWS IAM User Guide,
/// "IAM identifiers": AKIA for long-term, ASIA for temporary keys.
bool isPair(std::string_view text)
{
    const std::size_t colon = text.find(':');
    const auto isOfId = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    constexpr std::size_t kShortest = 16;
    return colon != std::string_view::npos && colon >= kShortest
        && std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), isOfId);
}

AwsSecret pairOf(std::string_view text)
{
    AwsSecret result;
    const std::size_t colon = text.find(':');
    const std::string_view rest = text.substr(colon + 1);
    const std::size_t second = rest.find(':');
    result.credentials.accessKeyId = text.substr(0, colon);
    result.credentials.secretAccessKey = Secret(std::string(rest.substr(0, second)));
    if (second != std::string_view::npos)
        result.credentials.sessionToken = Secret(std::string(rest.substr(second + 1)));
    return result;
}

} // namespace

Result<AwsSecret> parseAwsSecret(const Secret& secret)
{
    const std::string_view text = trimmed(secret.reveal(), " \t\r\n");
    if (text.empty())
        return failure(ErrorKind::NoUsableKey, {QT_TRANSLATE_NOOP("Error", "The secret for AWS is empty.")});
    const SecretFields fields(secret);
    if (fields.isBrokenJson())
        return failure(ErrorKind::NoUsableKey, {QT_TRANSLATE_NOOP("Error", "The secret for AWS looks like JSON but is not valid JSON.")});
    AwsSecret result;
    if (fields.areThere()) {
        result.region = fields.text("region").empty() ? fields.text("defaultregion") : fields.text("region");
        result.credentials.accessKeyId = fields.text("accesskeyid");
        result.credentials.secretAccessKey = Secret(fields.text("secretaccesskey"));
        result.credentials.sessionToken = Secret(fields.text("sessiontoken"));
        result.bearer = Secret(fields.text("bearertokenbedrock"));
        if (result.isBearer())
            return result;
    } else if (isPair(text)) {
        result = pairOf(text);
    } else {
        result.bearer = Secret(std::string(text));
        return result;
    }
    if (result.credentials.accessKeyId.empty())
        return failure(ErrorKind::NoUsableKey, {QT_TRANSLATE_NOOP("Error", "The secret for AWS has no access_key_id.")});
    if (result.credentials.secretAccessKey.empty())
        return failure(ErrorKind::NoUsableKey, {QT_TRANSLATE_NOOP("Error", "The secret for AWS has an access_key_id but no secret_access_key.")});
    return result;
}

} // namespace gateway::providers
