#include "hop_words.h"

#include "gateway/core/error.h"
#include "ui/words/failure_words.h"

#include <array>

namespace ui::wizard {

using gateway::ErrorKind;

namespace {

constexpr auto kNobody = "unreachable";

struct HopRow {
    ErrorKind kind;
    Hop hop;
    Remedy remedy;
    const char* help;
};

// All other errors are caused by the provider.
constexpr std::array kHops{
    HopRow{ErrorKind::InvalidConsumerKey, Hop::Client, Remedy::None,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The gateway requires a key from each client. Add a key to the client, or allow clients on this machine without a key.")},
    HopRow{ErrorKind::ConsumerNotAllowed, Hop::Client, Remedy::None,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The client’s key is not allowed to use this model. Allow it, or choose another model.")},
    HopRow{ErrorKind::BudgetExceeded, Hop::Client, Remedy::None,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The budget of this client is used up.")},
    HopRow{ErrorKind::LoopSuspected, Hop::Client, Remedy::None,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The conversation repeats the same tool call. Send the request again to go on.")},
    HopRow{ErrorKind::InvalidRequest, Hop::Client, Remedy::None,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The request is not valid.")},
    HopRow{ErrorKind::ForbiddenHost, Hop::Gateway, Remedy::ShowGateway,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The gateway does not accept this host name.")},
    HopRow{ErrorKind::GatewayPaused, Hop::Gateway, Remedy::Resume,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The gateway is paused and rejects requests.")},
    HopRow{ErrorKind::GatewayStopping, Hop::Gateway, Remedy::None,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The gateway is stopping. Try again when it is running.")},
    HopRow{ErrorKind::ModelNotFound, Hop::Route, Remedy::ShowProvider,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "No provider has this model. Choose another model, or add the provider that has it.")},
    HopRow{ErrorKind::NoUsableTarget, Hop::Route, Remedy::ShowProvider,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "All targets for this model are cooling down or disabled.")},
    HopRow{ErrorKind::NoUsableKey, Hop::Provider, Remedy::ShowProvider,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The provider has no usable key. Add one, or unlock the keychain.")},
    HopRow{ErrorKind::UpstreamUnreachable, Hop::Provider, Remedy::ShowProvider,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The provider cannot be reached. Check its address and the network.")},
    HopRow{ErrorKind::UpstreamRateLimited, Hop::Provider, Remedy::ShowProvider,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The provider’s rate limit is reached. Wait a moment, or add another provider.")},
    HopRow{ErrorKind::LoopDetected, Hop::Provider, Remedy::ShowProvider,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The provider’s address points to Signalbox. Enter the provider’s own address.")},
};

} // namespace

HopFailure HopWords::failure(const QString& code, const QString& said)
{
    if (code == QLatin1StringView(kNobody))
        return {Hop::Gateway, tr("No response at the gateway’s address"), tr("The gateway is not listening there. Check its port."), Remedy::ShowGateway};
    HopFailure failure{Hop::Provider, words::FailureWords::errorCode(code.toStdString()), said, Remedy::ShowProvider};
    for (const HopRow& row : kHops) {
        if (gateway::errorInfo(row.kind).code != code.toStdString()) continue;
        failure.hop = row.hop;
        failure.help = tr(row.help);
        failure.remedy = row.remedy;
    }
    switch (failure.hop) {
    case Hop::Client: failure.what = tr("The request failed at the client: %1").arg(failure.what); break;
    case Hop::Gateway: failure.what = tr("The request failed at the gateway: %1").arg(failure.what); break;
    case Hop::Route: failure.what = tr("No route matches the request: %1").arg(failure.what); break;
    case Hop::Provider: failure.what = tr("The request failed at the provider: %1").arg(failure.what); break;
    }
    return failure;
}

QString HopWords::title(Hop hop)
{
    switch (hop) {
    case Hop::Client: return tr("The gateway refused the client’s request");
    case Hop::Gateway: return tr("The gateway did not accept the request");
    case Hop::Route: return tr("No provider for this request");
    case Hop::Provider: break;
    }
    return tr("The provider did not answer");
}

QString HopWords::remedy(Remedy remedy)
{
    switch (remedy) {
    case Remedy::None: break;
    case Remedy::ShowGateway: return tr("Check gateway");
    case Remedy::ShowProvider: return tr("Check provider");
    case Remedy::Resume: return tr("Resume gateway");
    }
    return {};
}

} // namespace ui::wizard
