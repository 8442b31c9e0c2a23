#pragma once

#include "try_models.h"

#include "ui/models/gateway_parts.h"
#include "ui/pages/test_request.h"
#include "ui/widgets/dialog.h"

#include "gateway/usage/live.h"

#include <deque>
#include <memory>

class QScrollArea;
class QVBoxLayout;

namespace ui::dialogs {
class TextField;
}
namespace ui::widgets {
class Button;
class EmptyState;
class Label;
}

namespace ui::pages {

class ModelField;
class TryTurn;

/// A chat with any model through the gateway's own address, like any client, that shows for each answer the provider,
/// the usage and the duration. Not modal. When closed, it keeps the conversation and the input until the program ends
/// or the user starts a new one; nothing is written to a file.
class TryDialog : public widgets::Dialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers>;

    /// Both must outlive the dialog.
    TryDialog(models::GatewayModel& model, const Access& access, QWidget* parent = nullptr);

    /// Sends `question` to the selected model, with the previous messages.
    void ask(const QString& question);
    /// Sends a simple question, to test whether an answer arrives.
    void askAnything();
    /// Fills in both fields; the user sends the message.
    void offer(const QString& model, const QString& question);
    void stop();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    /// Escape cancels an answer in progress; otherwise it closes the dialog.
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void connectParts();
    void retranslate();
    void addModels(const QStringList& names);
    void askTyped();
    void clear();
    void end();
    void hear(const gateway::usage::LiveSnapshot& snapshot);
    void match();
    void settle();
    void scrollDown();
    std::vector<ChatLine> talk(const QString& question) const;

    models::GatewayModel& m_gateway;
    TestRequest m_request;
    TryModels m_list;
    std::deque<std::shared_ptr<const gateway::usage::ExchangeRecord>> m_records; ///< latest ended requests
    std::vector<TryTurn*> m_turns;
    widgets::Label* m_title;
    widgets::Label* m_modelLabel;
    ModelField* m_model;
    widgets::EmptyState* m_empty;
    QScrollArea* m_emptyRoom;
    QScrollArea* m_scroll;
    QVBoxLayout* m_column = nullptr;
    dialogs::TextField* m_message;
    widgets::Button* m_clear;
    widgets::Button* m_stop;
    widgets::Button* m_send;
};

} // namespace ui::pages
