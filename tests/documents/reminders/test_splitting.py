from kjr.documents.reminders.splitting import MOST_BYTES, split_message


def test_a_long_text_is_split_at_sentences():
    text = "".join(f"第{n}家单位还差一项材料没有报送。" for n in range(90))
    parts = split_message(text)
    assert len(parts) > 1
    assert "".join(parts) == text
    assert all(len(part.encode()) <= MOST_BYTES for part in parts)
    assert all(part.endswith("。") for part in parts)


def test_a_sentence_that_is_too_long_is_split_between_characters():
    parts = split_message("长" * 1000)
    assert "".join(parts) == "长" * 1000
    assert all(len(part.encode()) <= MOST_BYTES for part in parts)


def test_a_long_list_of_names_is_split_between_units():
    text = f"还差：{'、'.join(f'第{n}示例单位' for n in range(200))}。"
    parts = split_message(text)
    assert len(parts) > 1
    assert "".join(parts) == text
    assert all(part.endswith(("、", "。")) for part in parts)
