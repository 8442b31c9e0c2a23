#include "certificate_note.h"

#include "ui/look/theme.h"
#include "ui/models/formatter.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"
#include "ui/words/certificate_words.h"

#include <QEvent>
#include <QVBoxLayout>

#include <chrono>

namespace ui::pages {

using widgets::Label;
using words::CertificateWords;

CertificateNote::CertificateNote(const Access& access, QWidget* parent)
    : QWidget(parent), m_access(access), m_state(new widgets::StatusLabel(this)), m_fingerprint(new Label({}, look::TextRole::Mono, Label::Tone::Normal, this))
{
    m_state->setObjectName(QStringLiteral("ownCertificateState"));
    m_fingerprint->setObjectName(QStringLiteral("ownCertificateFingerprint"));
    m_fingerprint->setWordWrap(true);
    m_fingerprint->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(look::theme().px(4));
    column->addWidget(m_state);
    column->addWidget(m_fingerprint);
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, &CertificateNote::showCertificate);
    connect(&access.news(), &models::GatewayNews::statusChanged, this, &CertificateNote::showCertificate);
    showCertificate();
}

void CertificateNote::showCertificate()
{
    const auto& status = m_access.control().status();
    setVisible(m_access.configuration().settings().listen.tlsCertificate && status.certificateEnds);
    if (!status.certificateEnds) return;
    const auto ends = *status.certificateEnds;
    const bool isSoon = ends - std::chrono::system_clock::now() <= gateway::host::kCertificateEndsSoon;
    const bool isOver = ends <= std::chrono::system_clock::now();
    m_state->setStatus(isOver ? look::Status::Error : isSoon ? look::Status::Warn : look::Status::Ok, CertificateWords::end(models::Formatter().yearDay(ends), isOver),
                       isSoon ? tr("replace the certificate file; it is reloaded within a day or at the next start") : QString());
    m_fingerprint->setText(CertificateWords::fingerprint(status.certificateSha256));
    m_fingerprint->setAccessibleName(tr("Fingerprint of the certificate"));
}

void CertificateNote::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) showCertificate();
    QWidget::changeEvent(event);
}

} // namespace ui::pages
