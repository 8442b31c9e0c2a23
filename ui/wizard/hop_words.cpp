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

// Of everything else the provider is at fault.
constexpr std::array kHops{
    HopRow{ErrorKind::InvalidConsumerKey, Hop::Client, Remedy::None,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "This gateway wants a key from every client. Give the client one, or allow clients of this machine to come without.")},
    HopRow{ErrorKind::ConsumerNotAllowed, Hop::Client, Remedy::None,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The client’s key does not reach this model. Allow it, or ask for another model.")},
    HopRow{ErrorKind::BudgetExceeded, Hop::Client, Remedy::None,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "What this client may spend is spent.")},
    HopRow{ErrorKind::InvalidRequest, Hop::Client, Remedy::None,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The request itself was not understood.")},
    HopRow{ErrorKind::ForbiddenHost, Hop::Gateway, Remedy::ShowGateway,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The gateway does not answer to this address.")},
    HopRow{ErrorKind::GatewayPaused, Hop::Gateway, Remedy::Resume,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The gateway is paused and turns requests away.")},
    HopRow{ErrorKind::GatewayStopping, Hop::Gateway, Remedy::None,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The gateway is stopping. Send another when it runs again.")},
    HopRow{ErrorKind::ModelNotFound, Hop::Route, Remedy::ShowProvider,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "No provider has this model. Choose another model, or add the provider that has it.")},
    HopRow{ErrorKind::NoUsableTarget, Hop::Route, Remedy::ShowProvider,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "Everything that this model’s route leads to is resting or switched off.")},
    HopRow{ErrorKind::NoUsableKey, Hop::Provider, Remedy::ShowProvider,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The provider has no key that can be used. Add one, or unlock the keychain.")},
    HopRow{ErrorKind::UpstreamUnreachable, Hop::Provider, Remedy::ShowProvider,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The provider cannot be reached. Check its address and the network.")},
    HopRow{ErrorKind::UpstreamRateLimited, Hop::Provider, Remedy::ShowProvider,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The provider takes no more requests for now. Wait a little, or add another one.")},
    HopRow{ErrorKind::LoopDetected, Hop::Provider, Remedy::ShowProvider,
           QT_TRANSLATE_NOOP("ui::wizard::HopWords", "The provider’s address is that of Signalbox itself. Give it another one.")},
};

} // namespace

HopFailure HopWords::failure(const QString& code, const QString& said)
{
    if (code == QLatin1StringView(kNobody))
        return {Hop::Gateway, tr("Nobody answered at the gateway’s address"), tr("The gateway does not listen there. Look at its port."), Remedy::ShowGateway};
    HopFailure failure{Hop::Provider, words::FailureWords::errorCode(code.toStdString()), said, Remedy::ShowProvider};
    for (const HopRow& row : kHops) {
        if (gateway::errorInfo(row.kind).code != code.toStdString()) continue;
        failure.hop = row.hop;
        failure.help = tr(row.help);
        failure.remedy = row.remedy;
    }
    switch (failure.hop) {
    case Hop::Client: failure.what = tr("The request ended at its client: %1").arg(failure.what); break;
    case Hop::Gateway: failure.what = tr("The request ended at the gateway: %1").arg(failure.what); break;
    case Hop::Route: failure.what = tr("No route took the request: %1").arg(failure.what); break;
    case Hop::Provider: failure.what = tr("The request ended at the provider: %1").arg(failure.what); break;
    }
    return failure;
}

QString HopWords::remedy(Remedy remedy)
{
    switch (remedy) {
    case Remedy::None: break;
    case Remedy::ShowGateway: return tr("Look at the gateway");
    case Remedy::ShowProvider: return tr("Look at the provider");
    case Remedy::Resume: return tr("Resume the gateway");
    }
    return {};
}

} // namespace ui::wizard
