"""The file a PDF is (ISO 32000-1): objects, faces, pictures, marks, structure; ``pdf`` fills it."""
