#pragma once

#include "ui/models/routing/text_section.h"

#include <QWidget>

class QVBoxLayout;

namespace ui::pages {

/// An answer in sections: a small heading each, and lines with shape, text and
/// reason. Takes the focus as a whole; Ctrl+C copies it as text.
class SectionView : public QWidget {
    Q_OBJECT
public:
    explicit SectionView(QWidget* parent = nullptr);

    void setSections(std::vector<models::TextSection> sections);
    /// So far the text stands from the edge, in px.
    static int ringSpace();
    QString text() const { return models::toText(m_sections); }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void keepHeight();
    void addSection(const models::TextSection& section);
    QWidget* line(const models::TextLine& line, QWidget* parent) const;

    std::vector<models::TextSection> m_sections;
    QVBoxLayout* m_column;
    QWidget* m_content = nullptr;
};

} // namespace ui::pages
