#include "new_key_dialog.h"

#include "ui/widgets/address_field.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <utility>

namespace ui::dialogs {

using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kKeyDialogWidth = 560; ///< the whole key has room
constexpr int kKeyDialogMargin = 20;

} // namespace

NewKeyDialog::NewKeyDialog(const QString& consumer, const gateway::Secret& key, QWidget* parent)
    : Dialog(parent), m_title(new Label(tr("Key for “%1”").arg(consumer), look::TextRole::Title, Label::Tone::Normal, this)),
      m_words(new Label(tr("The key is shown only once. Signalbox stores only its fingerprint. "
                           "Copy it now, and use it for this client only."), look::TextRole::Body, Label::Tone::Secondary, this)),
      m_key(new widgets::AddressField(this)), m_copied(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this)),
      m_copy(new Button(ButtonKind::Primary, tr("Copy key"), {}, this)), m_done(new Button(ButtonKind::Plain, tr("Done"), {}, this))
{
    setObjectName(QStringLiteral("newKeyDialog"));
    setWindowTitle(m_title->text());
    m_key->setAddress(QString::fromStdString(key.reveal()));
    m_key->setSecret(true);
    m_key->setDescription(tr("Key"));
    m_key->setCopyHint(tr("Copy key"));
    build();
    connect(m_copy, &QPushButton::clicked, m_key, &widgets::AddressField::copy);
    connect(m_key, &widgets::AddressField::copied, this, [this] {
        m_mayClose = true;
        m_copied->setText(tr("Key copied to the clipboard"));
    });
    connect(m_done, &QPushButton::clicked, this, &QDialog::accept);
    m_copy->setFocus(Qt::OtherFocusReason);
}

void NewKeyDialog::done(int result)
{
    if (std::exchange(m_mayClose, true)) return Dialog::done(result);
    m_copied->setText(tr("The key is not copied yet. If you close again, it is lost."));
    m_copy->setFocus(Qt::OtherFocusReason);
}

// Closing the window itself has no delay: the end of the program must not wait for it.
void NewKeyDialog::closeEvent(QCloseEvent* event)
{
    m_mayClose = true;
    Dialog::closeEvent(event);
}

void NewKeyDialog::build()
{
    const look::Theme& theme = look::theme();
    m_words->setWordWrap(true);
    m_title->setWordWrap(true);
    m_copied->setWordWrap(true);
    m_key->setObjectName(QStringLiteral("newKey"));
    m_copied->setObjectName(QStringLiteral("newKeyCopied"));
    m_copy->setObjectName(QStringLiteral("copyNewKey"));
    m_done->setObjectName(QStringLiteral("closeNewKey"));
    m_copy->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addWidget(m_copied, 1);
    buttons->addWidget(m_done);
    buttons->addWidget(m_copy);
    auto* column = new QVBoxLayout(this);
    const int margin = theme.px(kKeyDialogMargin);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(m_title);
    column->addWidget(m_words);
    column->addWidget(m_key);
    column->addStretch(1);
    column->addLayout(buttons);
    resize(theme.px(kKeyDialogWidth), sizeHint().height());
}

} // namespace ui::dialogs
