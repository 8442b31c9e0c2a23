#pragma once

#include "gateway/core/secret.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace ui::widgets {
class AddressField;
class Button;
class Label;
}
namespace ui::dialogs {
class TextField;
}

namespace ui::pages {

/// How to configure any program manually: the address and shell lines for each protocol, with copy buttons.
class SnippetsView : public QWidget {
    Q_OBJECT
public:
    explicit SnippetsView(QWidget* parent = nullptr);

    /// The address for clients, ending with /v1; empty: the gateway is not listening.
    void setAddress(const QString& address);
    void retranslate();

Q_SIGNALS:
    void keyWanted(); ///< a key for another program

private:
    struct Part {
        widgets::Label* name;
        widgets::AddressField* base;
        dialogs::TextField* lines;
        widgets::Button* copy;
    };
    void build();
    void addPart(QVBoxLayout& column);

    QString m_address;
    widgets::Label* m_title;
    widgets::Label* m_words;
    widgets::Button* m_key;
    std::vector<Part> m_parts;
};

} // namespace ui::pages
