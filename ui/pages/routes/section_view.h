#pragma once

#include "ui/models/routes/text_section.h"
#include "ui/widgets/focus_part.h"

class QVBoxLayout;

namespace ui::pages {

/// A result in sections: a small heading each, and lines with shape, text and reason. Takes the focus as a whole;
/// Ctrl+C copies it as text.
class SectionView : public widgets::FocusPart {
    Q_OBJECT
public:
    explicit SectionView(QWidget* parent = nullptr);

    void setSections(std::vector<models::TextSection> sections);
    QString text() const { return models::toText(m_sections); }

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void keepHeight();
    void addSection(const models::TextSection& section);
    QWidget* line(const models::TextLine& line, QWidget* parent) const;

    std::vector<models::TextSection> m_sections;
    QVBoxLayout* m_column;
    QWidget* m_content = nullptr;
};

} // namespace ui::pages
